"""Keeping a secret that has to be used again: sealed with a key derived from SECRET_KEY (docs/adr/0020).

SECRET_KEY_FALLBACKS open what an earlier SECRET_KEY sealed; what is saved anew is sealed with the current one.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(ValueError):
    """It was sealed under another SECRET_KEY, or is damaged."""


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret. Raises CannotOpen."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen("The secret was sealed under another SECRET_KEY. Enter it again.") from error


def _box() -> MultiFernet:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lrs.forward.secret")
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
