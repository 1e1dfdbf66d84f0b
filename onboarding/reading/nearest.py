"""The known words nearest to one that is not known, for a reason that helps."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(word: str, known: Iterable[str], limit: int = 8) -> list[str]:
    """The known words, most alike first."""
    folded = word.lower()
    return sorted(known, key=lambda k: (-SequenceMatcher(None, folded, k.lower()).ratio(), k))[:limit]
