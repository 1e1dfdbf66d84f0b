"""Premises that may be the same: offered before a new one is added."""

import re

from schemes.models import Premises

FILLER = {"the", "hotel", "guest", "house", "inn", "lodge", "b&b", "hostel", "flats", "and", "of"}


SHORT = {"st": "street", "rd": "road", "ave": "avenue", "ln": "lane", "sq": "square", "pl": "place"}
MOST = 6


def alike(*, name: str, postcode: str, address: str = "") -> list[Premises]:
    """Open premises with the same postcode, the same street, or a telling word of the name. A few at most."""
    found = Premises.objects.filter(closed_on=None).select_related("organisation__area").order_by("organisation__name")
    wanted = _words(name)
    same = (
        premises
        for premises in found
        if (postcode and _key(premises.postcode) == _key(postcode))
        or (address and premises.address and _street(premises.address) == _street(address))
        or wanted & _words(premises.organisation.name)
    )
    return [premises for premises, _ in zip(same, range(MOST), strict=False)]


def is_called(premises: Premises, typed: str) -> bool:
    """Whether a name, street or postcode that somebody typed is this premises': all its words, in any order."""
    told = f"{premises.organisation.name} {premises.address} {premises.postcode}".casefold()
    words = typed.casefold().split()
    return all(word in told for word in words) or (bool(words) and _key(typed) in _key(told))


def _street(address: str) -> str:
    """The number and street, as far as they are written alike: "12 Quay St., Dunmere" and "12 Quay Street"."""
    first = address.casefold().split(",")[0]
    words = [SHORT.get(word, word) for word in re.findall(r"\w+", first)]
    return " ".join(words)


def _key(text: str) -> str:
    """An address as people write it differently, made alike: capitals, letters and digits."""
    return "".join(char for char in text.upper() if char.isalnum())


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[\w&']+", name.casefold()) if len(word) > 2} - FILLER
