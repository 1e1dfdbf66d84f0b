"""Is a signature what it says? (1.0.3 Data 2.6, 2.0 4.2.6.) No Django here.

A signature is a JSON Web Signature by RSA over an equivalent statement. When its header carries the signer's
certificate (x5c, RFC 7515 4.1.6) it has to have been made with that certificate's key; whether to trust the certificate
is for readers, who find the whole signature among the attachments.
"""

import base64
import binascii
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

ALGORITHMS: dict[str, HashAlgorithm] = {"RS256": SHA256(), "RS384": SHA384(), "RS512": SHA512()}
LARGEST_KEY = 8192  # bits; a larger one would only cost us time
Json = dict[str, Any]


def refuse_false_jws(statement: Json, content: bytes, version: Version) -> None:
    """Raise Refusal unless `content` is a proper signature of this statement."""
    try:
        head, payload, seal = content.decode("ascii").strip().split(".")
        header = wire.loads(wire.decode(_base64url(head)))
        signed = wire.loads(wire.decode(_base64url(payload)))
        signature = _base64url(seal)
        algorithm = header["alg"]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise Refusal(400, "The signature is not a JSON Web Signature in compact form.") from error
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise Refusal(400, "The signature must use RS256, RS384 or RS512.")
    if validate(signed, version) or not _says_the_same(signed, statement):
        raise Refusal(400, "The signature was made for a different statement.")
    if "x5c" in header:
        _refuse_foreign(header["x5c"], signature, f"{head}.{payload}".encode(), ALGORITHMS[algorithm])


def _refuse_foreign(chain: Any, signature: bytes, message: bytes, algorithm: HashAlgorithm) -> None:
    """The first certificate of the chain is the signer's."""
    try:
        key = load_der_x509_certificate(base64.b64decode(chain[0], validate=True)).public_key()
    except (ValueError, TypeError, IndexError, KeyError, binascii.Error) as error:
        raise Refusal(400, "The certificate in the signature's header (x5c) could not be read.") from error
    if not isinstance(key, RSAPublicKey) or key.key_size > LARGEST_KEY:
        raise Refusal(
            400, f"The certificate in the signature's header must hold an RSA key of up to {LARGEST_KEY} bits."
        )
    try:
        key.verify(signature, message, PKCS1v15(), algorithm)
    except InvalidSignature as error:
        raise Refusal(400, "The signature was not made with the key of the certificate in its header.") from error


def _says_the_same(signed: Json, statement: Json) -> bool:
    """The attachments are left out: the signature, being one of them, cannot sign itself."""
    bare = {key: value for key, value in statement.items() if key != "attachments"}
    inner = {key: value for key, value in signed.items() if key != "attachments"}
    same_id = "id" not in signed or "id" not in statement or signed["id"].lower() == statement["id"].lower()
    return same_id and are_equivalent(bare, inner)


def _base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
