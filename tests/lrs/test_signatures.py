"""A signature that brings its certificate has to have been made with its key."""

import base64
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.lrs.builders import Json, statement, sub_statement, without
from tests.lrs.conftest import Caller
from tests.lrs.test_attachments import SIGNATURE, attachment, base64url, binary, first, send, send_signed
from tests.lrs.test_attachments import signed as hollow

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(65537, 2048)
HASHES = {"RS256": SHA256(), "RS384": SHA384(), "RS512": SHA512()}


def certificate(key: Any = KEY) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Signer")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1).public_key(key.public_key())
    made = made.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2027, 1, 1, tzinfo=UTC))
    return base64.b64encode(made.sign(key, SHA256()).public_bytes(Encoding.DER)).decode()


def signed(payload: Any, chain: Any, algorithm: str = "RS256", key: rsa.RSAPrivateKey = KEY) -> bytes:
    message = f"{base64url({'alg': algorithm, 'x5c': chain})}.{base64url(payload)}"
    signature = key.sign(message.encode(), PKCS1v15(), HASHES[algorithm])
    return f"{message}.{base64url(signature)}".encode()


@pytest.mark.parametrize("algorithm", HASHES)
def test_a_signature_by_the_certificates_key_is_accepted(caller: Caller, algorithm: str) -> None:
    one = statement()
    assert send_signed(caller, one, signed(one, [certificate()], algorithm)) == 200


def test_a_signature_by_another_key_is_refused(caller: Caller) -> None:
    one = statement()
    other = rsa.generate_private_key(65537, 2048)
    assert send_signed(caller, one, signed(one, [certificate()], key=other)) == 400


def test_a_signature_of_another_strength_than_it_says_is_refused(caller: Caller) -> None:
    one = statement()
    _, payload, seal = signed(one, [certificate()]).split(b".")
    stronger = base64url({"alg": "RS512", "x5c": [certificate()]}).encode()
    assert send_signed(caller, one, b".".join([stronger, payload, seal])) == 400


def test_a_certificate_that_is_none_or_of_another_kind_is_refused(caller: Caller) -> None:
    one = statement()
    elliptic = certificate(ec.generate_private_key(ec.SECP256R1()))
    wrong: list[Any] = [[], ["x"], "text", None, 1, [1], {}, [base64.b64encode(b"no certificate").decode()], [elliptic]]
    for chain in wrong:
        assert send_signed(caller, one, signed(one, chain)) == 400


def test_an_empty_signature_is_refused(caller: Caller) -> None:
    one = statement()
    head, payload, _ = signed(one, [certificate()]).split(b".")
    assert send_signed(caller, one, b".".join([head, payload, b""])) == 400


def test_what_was_signed_is_for_the_id_it_names_wherever_that_stands(caller: Caller) -> None:
    one = statement()
    bare = without(one, "id")
    assert put_signed(caller, bare, str(uuid.uuid4()), signed(one, [certificate()])) == 400
    assert send_signed(caller, bare, signed(one, [certificate()])) == 400
    assert put_signed(caller, bare, one["id"], signed(one, [certificate()])) == 204


def put_signed(caller: Caller, one: Json, name: str, jws: bytes) -> int:
    signature = attachment(jws, usageType=SIGNATURE, contentType="application/octet-stream")
    parts = first({**one, "attachments": [signature]}), binary(jws)
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"
    path = f"statements?statementId={name}"
    status: int = caller.send("PUT", path, body, content_type="multipart/mixed; boundary=B").status_code
    return status


def test_a_signature_in_a_sub_statement_is_looked_at_as_well(caller: Caller) -> None:
    inner = without(sub_statement()["object"], "objectType")
    for jws, status in (
        (hollow(inner, "HS256"), 400),
        (hollow(statement()), 400),
        (signed(inner, [certificate()]), 200),
    ):
        signature = attachment(jws, usageType=SIGNATURE, contentType="application/octet-stream")
        outer = statement(object={"objectType": "SubStatement", **inner, "attachments": [signature]})
        assert send(caller, first(outer), binary(jws)).status_code == status


def test_other_attachments_are_part_of_what_was_signed(caller: Caller) -> None:
    card = attachment(fileUrl="https://f.example/card")
    one = statement(attachments=[card])
    for attachments, status in (([card], 200), ([], 400), ([{**card, "length": 1}], 400)):
        jws = signed({**one, "attachments": attachments}, [certificate()])
        signature = attachment(jws, usageType=SIGNATURE, contentType="application/octet-stream")
        whole = {**one, "attachments": [card, signature]}
        assert send(caller, first(whole), binary(jws)).status_code == status
