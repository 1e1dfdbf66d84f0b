"""A secret for one machine, so that none stands in the repository."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """The secret kept at `path`; made with 64 random characters when absent. Two processes starting at once agree."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
