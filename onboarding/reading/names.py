"""Whether two names are like enough to ask about. A likeness only ever suggests (pack 6.1, edge case 25)."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

TITLES = {"cllr", "councillor", "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "sir", "dame", "rev"}
ALIKE = 0.86


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name without titles, accents, signs or order: "Cllr Agnieszka Wójcik" → "agnieszka wojcik"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    words = re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("_", " "))
    kept = [word for word in words if word not in TITLES] or words
    return " ".join(sorted(kept))


def is_similar(one: str, other: str) -> bool:
    """The same words in any order, one name within the other (a middle name left out), or a slip of the pen."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    words = set(first.split()), set(second.split())
    if min(len(words[0]), len(words[1])) >= 2 and (words[0] <= words[1] or words[1] <= words[0]):
        return True
    return SequenceMatcher(None, first, second).ratio() >= ALIKE


def name_of_address(email: str) -> str:
    """What an address at work says of a name: "a.okafor2@trust.example" → "A Okafor"; "" for no address."""
    words = re.split(r"[._+-]+", re.sub(r"\d+", "", email.partition("@")[0]))
    return " ".join(word.capitalize() for word in words if word)
