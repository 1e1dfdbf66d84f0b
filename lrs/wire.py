"""JSON as it comes over the wire, read strictly. No Django here.

Stricter than Python's own reader: duplicate keys, NaN and infinities, numbers beyond a double, lone surrogates and
absurd depth are refused, because each of them means different things to different readers (xAPI 1.0.3 Data 2.2, RFC
7493).
"""

import json
import math
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stub, and stays what it is
from json.scanner import make_scanner
from typing import Any, NoReturn

DEEPEST = 100
MOST_VALUES = 1_000_000  # in one text: each takes some 60 bytes of memory, however short it is written


class MalformedJson(ValueError):
    """The text is not JSON that every reader reads alike."""


class TooMuch(MalformedJson):
    """There is more in the text than is read at once."""


def _no_constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise MalformedJson("a number is too large")
    return number


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise MalformedJson(f'the key "{twice}" stands twice in one object')
    return found


_decoder = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_float=_finite, parse_constant=_no_constant)
_scan = make_scanner(_decoder)  # type: ignore[arg-type]  # the stub asks for itself
_rescan = make_scanner(json.JSONDecoder())  # type: ignore[arg-type]  # as above
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_SPACE = " \t\n\r"
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def decode(body: bytes) -> str:
    """The text of a body, which is UTF-8 by definition; a byte order mark is passed over."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedJson(f"the text is not UTF-8 (byte {error.start})") from error


def loads(text: str) -> Any:
    """The value of one JSON text. Raises MalformedJson."""
    _refuse_excess(text)
    value, end = _value(text, _skip(text, 0))
    if _skip(text, end) != len(text):
        raise MalformedJson(f"there is more text after the end (character {end})")
    _refuse_surrogates(text)
    return value


def reread(text: str) -> Any:
    """The value of a text that was read strictly before it was stored: in a third of the time."""
    return json.loads(text)


def members(text: str) -> list[tuple[str, Any, str]]:
    """The properties of an object that was read strictly before it was stored: (name, value, its very text)."""
    found: list[tuple[str, Any, str]] = []
    at = _skip(text, _skip(text, 0) + 1)
    while text[at] != "}":
        name, at = scanstring(text, at + 1)
        start = _skip(text, _skip(text, at) + 1)  # past the colon
        value, at = _rescan(text, start)
        found.append((name, value, text[start:at]))
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def loads_each(text: str, *, most: int | None = None) -> tuple[bool, list[tuple[Any, str]]]:
    """A value, or each item of an array, with the very text it came as: (it was an array, [(value, text)]).

    Raises MalformedJson; TooMuch for more than `most` items, before the rest is read.
    """
    _refuse_excess(text)
    start = _skip(text, 0)
    if not text.startswith("[", start):
        return False, [(loads(text), text[start:].rstrip(_SPACE))]
    items: list[tuple[Any, str]] = []
    at = _skip(text, start + 1)
    while not (text.startswith("]", at) and not items):
        if len(items) == most:
            raise TooMuch(f"there are more than {most} items in the array")
        value, end = _value(text, at)
        items.append((value, text[at:end]))
        at = _skip(text, end)
        if text.startswith("]", at):
            break
        if not text.startswith(",", at):
            raise MalformedJson(f"a comma or ] is missing (character {at})")
        at = _skip(text, at + 1)
    if _skip(text, at + 1) != len(text):
        raise MalformedJson(f"there is more text after the end (character {at + 1})")
    _refuse_surrogates(text)
    return True, items


def dumps(value: Any) -> str:
    """JSON text, short, with its letters as they are."""
    return _encode(value)


def _refuse_excess(text: str) -> None:
    """Counted roughly, and before anything is made of them: a sign inside a string counts too."""
    if len(text) > MOST_VALUES and text.count(",") + text.count("{") + text.count("[") > MOST_VALUES:
        raise TooMuch(f"there are more than {MOST_VALUES} values")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        value, end = _scan(text, at)
    except StopIteration as error:
        raise MalformedJson(f"a value is missing (character {error.value})") from error
    except json.JSONDecodeError as error:
        raise MalformedJson(f"{error.msg} (character {error.pos})") from error
    except RecursionError as error:
        raise MalformedJson("it is nested too deeply") from error
    except MalformedJson:
        raise
    except ValueError as error:  # an integer of thousands of digits
        raise MalformedJson("a number is too large") from error
    if _depth_exceeds(value, DEEPEST):
        raise MalformedJson("it is nested too deeply")
    return value, end


def _depth_exceeds(value: Any, most: int) -> bool:
    """Level by level and without recursion, so that depth itself cannot hurt."""
    level = [value] if type(value) in (dict, list) else []
    for _ in range(most):
        if not level:
            return False
        inside = (parent.values() if type(parent) is dict else parent for parent in level)
        level = [item for items in inside for item in items if type(item) in (dict, list)]
    return bool(level)


def _refuse_surrogates(text: str) -> None:
    """An escaped half of a surrogate pair cannot be sent back as UTF-8."""
    if not _SURROGATE.search(text):
        return
    try:
        dumps(json.loads(text)).encode()
    except UnicodeEncodeError as error:
        raise MalformedJson("a string holds half of a surrogate pair") from error
