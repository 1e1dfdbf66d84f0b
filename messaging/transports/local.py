"""Texts that leave nothing but a trace on this machine: for trying Lookout out, and for building it."""

import sys
import uuid
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings


def to_file(recipient: str, body: str) -> None:
    """Write the text into `SMS_FILE_PATH`, one file each, in the form of an e-mail so that the outbox page reads it."""
    message = EmailMessage()
    message["To"], message["Subject"] = recipient, "Text message"
    message["Date"] = format_datetime(datetime.now(UTC))
    message.set_content(body)
    folder = Path(settings.SMS_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{uuid.uuid4()}.log").write_bytes(message.as_bytes())


def to_console(recipient: str, body: str) -> None:
    """Print the text where the process prints: for a developer's terminal only."""
    sys.stdout.write(f"Text to {recipient}: {body}\n")
