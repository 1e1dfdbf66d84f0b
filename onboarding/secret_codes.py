"""Hashes of codes and keys that are shown once and never kept."""

import secrets

from django.utils.crypto import salted_hmac


def hash_of(secret: str, *, use: str) -> str:
    """HMAC-SHA256 under the secret key. What is hashed is random: a slow hash would guard nothing more."""
    return salted_hmac(f"onboarding.{use}", secret, algorithm="sha256").hexdigest()


def new_key() -> str:
    return secrets.token_urlsafe(32)
