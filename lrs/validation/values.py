"""Checks of single values that many parts of a statement share. No Django here."""

import math
from typing import Any

from lrs.validation import formats
from lrs.validation.problems import Report
from lrs.validation.shapes import string_like

check_uuid = string_like(formats.is_uuid, "uuid", "must be a UUID written with hyphens")
check_iri = string_like(formats.is_iri, "iri", "must be an absolute IRI, with its scheme")
check_mailbox = string_like(formats.is_mailbox, "identifier", "must be mailto: and one e-mail address")
check_sha1 = string_like(formats.is_sha1, "identifier", "must be a SHA-1 sum of 40 hex digits")
check_sha2 = string_like(formats.is_sha2, "attachments", "must be a SHA-2 sum in hex digits")
check_media_type = string_like(formats.is_media_type, "attachments", "must be a media type, such as text/plain")
check_duration = string_like(formats.is_duration, "duration", "must be an ISO 8601 duration, such as PT1H30M")
check_language = string_like(formats.is_language_tag, "language-map", "must be an RFC 5646 language tag, such as en-GB")
check_moment = string_like(
    formats.moment, "moment", "must be an ISO 8601 timestamp, such as 2026-11-30T09:00:00.000Z, and never offset -00:00"
)


def check_number(value: Any, path: str, report: Report, topic: str = "score") -> bool:
    """A JSON number; neither true, nor a string, nor a number beyond reach."""
    if type(value) is int or (type(value) is float and math.isfinite(value)):
        return True
    report.add(path, topic, "must be a number")
    return False


def check_language_map(value: Any, path: str, report: Report) -> None:
    if type(value) is not dict:
        report.add(path, "language-map", "must be an object of language tags and strings")
        return
    for tag, text in value.items():
        if type(tag) is not str or not formats.is_language_tag(tag):
            report.add(f"{path}.{tag}", "language-map", "must be an RFC 5646 language tag, such as en-GB")
        if type(text) is not str:
            report.add(f"{path}.{tag}", "language-map", "must be a string")


def check_extensions(value: Any, path: str, report: Report) -> None:
    """Keys are IRIs; what stands behind them is free, null included (Data 4.1)."""
    if type(value) is not dict:
        report.add(path, "extensions", "must be an object")
        return
    for key in value:
        if type(key) is not str or not formats.is_iri(key):
            report.add(f'{path}["{key}"]', "extensions", "must be an absolute IRI")
