"""Reading the e-mails that Django's file backend wrote into a folder. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what the backend writes after every e-mail


@dataclass(frozen=True)
class Letter:
    """One e-mail as it was sent."""

    sent_at: datetime
    recipient: str
    subject: str
    body: str


def letters(folder: Path, *, most: int) -> list[Letter]:
    """The newest `most` e-mails in the folder, newest first; none where there is no folder."""
    newest = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)[:most]
    found = [letter for file in newest for letter in reversed(list(_in_file(file)))]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)[:most]


def _in_file(file: Path) -> Iterator[Letter]:
    for part in file.read_bytes().split(BETWEEN):
        message = message_from_bytes(part.lstrip(), policy=policy.default)
        if isinstance(message, EmailMessage) and message["To"]:
            yield _letter(message, otherwise=datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _letter(message: EmailMessage, *, otherwise: datetime) -> Letter:
    body = message.get_body(("plain",))
    sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else otherwise
    return Letter(
        sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),  # "-0000": UTC, the zone unsaid
        recipient=str(message["To"]),
        subject=str(message["Subject"] or ""),
        body=str(body.get_content()).strip() if body else "",
    )
