"""Is a signature what it says? (1.0.3 Data 2.6, 2.0 4.2.6.) No Django here.

A signature is a JSON Web Signature by RSA over an equivalent statement. When its header carries the signer's
certificate (x5c, RFC 7515 4.1.6) it has to have been made with that certificate's key; whether to trust the certificate
is for readers, who find the whole signature among the attachments.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.x509 import load_der_x509_certificate

from lrs import wire
from lrs.equivalence import are_equivalent
from lrs.refusals import Refusal
from lrs.validation import Version, validate

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
ALGORITHMS: dict[str, HashAlgorithm] = {"RS256": SHA256(), "RS384": SHA384(), "RS512": SHA512()}
LARGEST_KEY = 8192  # bits; a larger one would only cost us time
Json = dict[str, Any]


class FalseSignature(ValueError):
    """What is wrong with a signature."""


def refuse_false_signatures(statement: Json, contents: Mapping[str, bytes], version: Version, *, at: str) -> None:
    """Raise Refusal for a signature among a valid statement's attachments that is not one of it.

    `contents` are the bytes that were sent, by sum; `at` is where the attachments stand. A sub-statement's signatures
    are of that sub-statement.
    """
    try:
        _refuse_false(statement, contents, version)
    except FalseSignature as error:
        raise Refusal(400, str(error), at=at, topic="signature") from error


def _refuse_false(statement: Json, contents: Mapping[str, bytes], version: Version) -> None:
    for attachment in statement.get("attachments", ()):
        if attachment["usageType"] != SIGNATURE:
            continue
        if attachment["contentType"].split(";")[0].strip().lower() != "application/octet-stream":
            raise FalseSignature("The contentType of a signature must be application/octet-stream.")
        content = contents.get(attachment["sha2"].lower())
        if content is not None:
            _refuse_false_jws(statement, content, version)
    inner = statement["object"]
    if inner.get("objectType") == "SubStatement":
        bare = {key: value for key, value in inner.items() if key != "objectType"}
        _refuse_false(bare, contents, version)


def _refuse_false_jws(statement: Json, content: bytes, version: Version) -> None:
    try:
        head, payload, seal = content.decode("ascii").strip().split(".")
        header = wire.loads(wire.decode(_base64url(head)))
        signed = wire.loads(wire.decode(_base64url(payload)))
        signature = _base64url(seal)
        algorithm = header["alg"]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise FalseSignature("The signature is not a JSON Web Signature in compact form.") from error
    if not signature:
        raise FalseSignature("The signature is empty.")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise FalseSignature("The signature must use RS256, RS384 or RS512.")
    if validate(signed, version) or not _says_the_same(signed, statement):
        raise FalseSignature("The signature was made for a different statement.")
    if "x5c" in header:
        _refuse_foreign(header["x5c"], signature, f"{head}.{payload}".encode(), ALGORITHMS[algorithm])


def _refuse_foreign(chain: Any, signature: bytes, message: bytes, algorithm: HashAlgorithm) -> None:
    """The first certificate of the chain is the signer's."""
    try:
        key = load_der_x509_certificate(base64.b64decode(chain[0], validate=True)).public_key()
    except (ValueError, TypeError, IndexError, KeyError, binascii.Error) as error:
        raise FalseSignature("The certificate in the signature's header (x5c) could not be read.") from error
    if not isinstance(key, RSAPublicKey) or key.key_size > LARGEST_KEY:
        raise FalseSignature(
            f"The certificate in the signature's header must hold an RSA key of up to {LARGEST_KEY} bits."
        )
    try:
        key.verify(signature, message, PKCS1v15(), algorithm)
    except InvalidSignature as error:
        raise FalseSignature("The signature was not made with the key of the certificate in its header.") from error


def _says_the_same(signed: Json, statement: Json) -> bool:
    """The id too, where the signer gave one. Signatures are left out: no attachment can sign itself."""
    same_id = "id" not in signed or signed["id"].lower() == statement.get("id", "").lower()
    return same_id and are_equivalent(_unsigned(signed), _unsigned(statement))


def _unsigned(statement: Json) -> Json:
    others = [item for item in statement.get("attachments", ()) if item["usageType"] != SIGNATURE]
    bare = {key: value for key, value in statement.items() if key != "attachments"}
    return {**bare, "attachments": others} if others else bare


def _base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
