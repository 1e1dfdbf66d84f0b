"""A list of staff as a champion pastes it: a line for each, "Ewa Nowak, reception, 07700 900123". Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_LINES = 300
# How people call a role that its name does not: by the first letters of a word.
ALSO = {
    "clean": "hotel_housekeeping", "maid": "hotel_housekeeping", "room": "hotel_housekeeping",
    "desk": "hotel_reception", "waite": "hotel_food_bar", "waitr": "hotel_food_bar", "kitch": "hotel_food_bar",
    "chef": "hotel_food_bar", "cook": "hotel_food_bar", "porte": "hotel_night", "door": "hotel_security",
    "manag": "hotel_duty_manager", "handy": "hotel_maintenance",
}  # fmt: skip
FILLER = frozenset({"staff", "hotel", "and", "the", "team", "worker", "of"})


@dataclass(frozen=True)
class Line:
    """What stands in one line. `role` is a role's code; "" where none was found in `said_role`."""

    number: int
    name: str
    said_role: str
    role: str
    contact: str


def read_lines(text: str, roles: Mapping[str, str]) -> list[Line]:
    """The lines that hold something; `roles` are names by code. Columns stand apart by comma, semicolon or tab."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, said, contact, *_ = [*(" ".join(part.split()) for part in re.split(r"[,;\t]", line)), "", "", ""]
        found.append(Line(number, name, said, role_of(said, roles), contact))
    return found


def role_of(said: str, roles: Mapping[str, str]) -> str:
    """The one role with this name, or the only one that shares a telling word; "" for none, and for several."""
    same = [code for code, name in roles.items() if name.casefold() == said.casefold()]
    if same:
        return same[0]
    words = telling(said)
    near = {code for code, name in roles.items() if any(_is_like(a, b) for a in words for b in telling(name))}
    near |= {ALSO[word[:5]] for word in words if ALSO.get(word[:5]) in roles}
    return near.pop() if len(near) == 1 else ""


def telling(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - FILLER


def _is_like(one: str, other: str) -> bool:
    """ "receptionist" and "reception", "cleaner" and "cleaning": the first five letters."""
    return one[:5] == other[:5]
