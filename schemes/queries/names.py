"""Short names that can be told apart: as little more of a name as it takes, and where that is not enough, a hint."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from partnership.models import Person
from partnership.permissions import first_name_and_initial

Key = TypeVar("Key", bound=Hashable)
MOST_LETTERS = 4  # of a last name


@dataclass(frozen=True)
class Called:
    """Somebody's whole name, and what else tells them from another of that name: a role, a day."""

    display_name: str
    hint: str = ""
    is_listed: bool = True


def called(person: Person, hint: str = "") -> Called:
    return Called(person.display_name, hint, not person.do_not_list)


def told_apart(people: Mapping[Key, Called]) -> dict[Key, str]:
    """By key, first name and initial; more letters, the hint or a number where two would read alike."""
    shown = {key: _short(each, 1) for key, each in people.items()}
    for letters in range(2, MOST_LETTERS + 1):
        shown |= {key: _short(people[key], letters) for key in _alike(shown) if people[key].is_listed}
    shown |= {key: _short(people[key], 1) for key in _alike(shown)}  # one name: more letters only show more of it
    hinted = [key for key in _alike(shown) if people[key].is_listed and people[key].hint]
    shown |= {key: f"{shown[key]} ({people[key].hint})" for key in hinted}
    numbers: Counter[str] = Counter()
    for key in _alike(shown):
        numbers[shown[key]] += 1
        shown[key] = f"{shown[key]} ({numbers[shown[key]]})"
    return shown


def _short(each: Called, letters: int) -> str:
    if not each.is_listed:
        return _("Name not listed")
    short = first_name_and_initial(each.display_name)
    return short if " " not in short else f"{short[:-2]}{each.display_name.split()[-1][:letters]}."


def _alike(shown: Mapping[Key, str]) -> list[Key]:
    """The keys whose name another has too."""
    counted = Counter(shown.values())
    return [key for key, name in shown.items() if counted[name] > 1]
