"""A lesson's blocks in the screens that a phone shows one after the other. No Django here.

A screen is what is read in well under a minute: about a window and a half of a small phone.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Block = Mapping[str, Any]

MOST_WORDS = 130
ALONE = frozenset({"check", "spot"})  # something to do, which wants a page to itself
LAST = "key-points"
_TAGS = re.compile(r"<[^>]+>")
_NOT_READ = frozenset({"id", "kind", "type", "key", "tone", "image", "alt", "correct"})


def screens_of(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks in order, in one list for each screen; never an empty one.

    Practice stands alone, the key points begin the last, and anything else goes on until it would be too long.
    """
    screens: list[list[Block]] = []
    words = 0
    for block in blocks:
        own = _words(block)
        if (
            not screens
            or block["kind"] in ALONE | {LAST}
            or screens[-1][-1]["kind"] in ALONE
            or words + own > MOST_WORDS
        ):
            screens.append([])
            words = 0
        screens[-1].append(block)
        words += own
    return screens


def _words(value: Any) -> int:
    if isinstance(value, str):
        return len(_TAGS.sub(" ", value).split())
    if isinstance(value, Mapping):
        return sum(_words(inner) for name, inner in value.items() if name not in _NOT_READ)
    return sum(map(_words, value)) if isinstance(value, list) else 0
