"""The string formats statements are made of, each as a yes-or-no question about a string. No Django here."""

import re
from datetime import UTC, datetime, timedelta

# RFC 3987, absolute: a scheme, then no space, control, delimiter or lone surrogate; a % only before two hex digits.
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^\x00-\x20\x7f-\x9f<>\"{}|\\^`%\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|%[0-9A-Fa-f]{2})+"
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_MAILBOX = re.compile(r"mailto:[^\s@<>(),:;\"\[\]\\\x00-\x1f]+@[^\s@<>(),:;\"\[\]\\\x00-\x1f]+")
_SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
_SHA2 = re.compile(r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})")
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~\-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|\"[^\"\r\n]*\"))*[ \t]*")
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W|(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)"
)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII | re.IGNORECASE
)
# RFC 5646 section 2.1: well-formed tags, private use and the irregular grandfathered ones.
_LANGUAGE = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)(?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de))",
    re.ASCII | re.IGNORECASE,
)


def is_iri(text: str) -> bool:
    return _IRI.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def is_mailbox(text: str) -> bool:
    """A `mailto:` address of one mailbox, as `mbox` wants."""
    return _MAILBOX.fullmatch(text) is not None


def is_sha1(text: str) -> bool:
    return _SHA1.fullmatch(text) is not None


def is_sha2(text: str) -> bool:
    return _SHA2.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    """ISO 8601:2004 4.4.3.2. Only the last part may have a fraction; months and years stay what they are."""
    match = _DURATION.fullmatch(text)
    if match is None or not text.isascii():
        return False
    parts = [part for part in match.groups() if part is not None]
    return not any("." in part or "," in part for part in parts[:-1])


def is_language_tag(text: str) -> bool:
    match = _LANGUAGE.fullmatch(text)
    return match is not None and not _repeats(match["variants"]) and not _repeats_singleton(match["extensions"])


def _repeats(variants: str | None) -> bool:
    parts = (variants or "").lower().split("-")[1:]
    return len(parts) != len(set(parts))


def _repeats_singleton(extensions: str | None) -> bool:
    singletons = [part for part in (extensions or "").lower().split("-") if len(part) == 1]
    return len(singletons) != len(set(singletons))


def moment(text: str) -> datetime | None:
    """The moment an ISO 8601 timestamp names, in UTC to the microsecond; None when it is not one.

    A missing offset is taken as UTC. `-00`, `-0000` and `-00:00` are refused (Data 4.5). A leap second counts as the
    second before it; digits past microseconds are dropped here, and kept in the statement's own text.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    shift = _offset(offset)
    if shift is None:
        return None
    try:
        naive = datetime(
            int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59),
            int((fraction or "0")[:6].ljust(6, "0")), tzinfo=UTC,
        )  # fmt: skip
        return naive - shift if int(second) <= 60 else None
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None) -> timedelta | None:
    if text is None or text in "Zz":
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59 or (text[0] == "-" and digits == "0000"):
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return -shift if text[0] == "-" else shift
