"""The check-in code on the trainer's screen: six figures that change every minute. A photo of it is soon of no use.

Pure. A code is good in its minute and the one after, for those who type slowly.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

SECONDS = 60
EARLIEST = timedelta(minutes=30)  # before the start
LATEST = timedelta(minutes=15)  # after the end


def code_at(secret: str, at: datetime) -> str:
    """The code shown at a moment."""
    return _code(secret, int(at.timestamp()) // SECONDS)


def is_good(secret: str, typed: str, at: datetime) -> bool:
    """Whether a typed code is that of this minute or the last."""
    window = int(at.timestamp()) // SECONDS
    figures = "".join(character for character in typed if character.isdigit())
    return any(hmac.compare_digest(figures, _code(secret, w)) for w in (window, window - 1))


def is_open(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether anybody can check in at a moment."""
    return starts_at - EARLIEST <= at <= ends_at + LATEST


def _code(secret: str, window: int) -> str:
    digest = hmac.new(secret.encode(), str(window).encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
