"""A Hotel Watch coordinator's list: every premises with why to go there, the most pressing first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from partnership.models import open_on
from schemes.models import Champion, Contact, Premises, TestVisit
from schemes.queries.hotels import Reading, readings
from schemes.queries.names import called, told_apart
from schemes.rules.facts import State
from schemes.rules.next_steps import Outreach, Priority, priority


@dataclass(frozen=True)
class Visit:
    """One line of the list."""

    reading: Reading
    priority: Priority
    champion: str
    last_contact: Contact | None

    @property
    def premises(self) -> Premises:
        return self.reading.premises


@dataclass(frozen=True)
class Worklist:
    """All premises in the order of visits; `counts` by state are of all of them."""

    visits: list[Visit]
    counts: Counter[State]


def worklist(premises: QuerySet[Premises], on: date) -> Worklist:
    """The premises of the query in the order of visits; a fixed number of reads."""
    found = readings(premises, on)
    champions, contacts, noted = _champions(premises, on), _last_contacts(premises, on), _noted(premises, on)
    visits = [
        Visit(
            each,
            priority(each.standing, noted.get(each.premises.pk, Outreach()), on),
            champions.get(each.premises.pk, ""),
            contacts.get(each.premises.pk),
        )
        for each in found
    ]
    visits.sort(key=lambda v: (v.priority.reason, v.priority.day, -(v.premises.rooms or 0)))
    return Worklist(visits, Counter(each.state for each in found))


def _champions(premises: QuerySet[Premises], on: date) -> dict[int, str]:
    named = Champion.objects.filter(open_on(on), premises__in=premises, is_deputy=False).select_related("person")
    people = {each.premises_id: each.person for each in named}
    return {pk: told_apart({pk: called(person)})[pk] for pk, person in people.items()}  # each alone at its premises


def _last_contacts(premises: QuerySet[Premises], on: date) -> dict[int, Contact]:
    told = Contact.objects.filter(premises__in=premises, happened_on__lte=on).order_by("happened_on", "pk")
    return {each.premises_id: each for each in told}


def _noted(premises: QuerySet[Premises], on: date) -> dict[int, Outreach]:
    """What tests ask for, and when somebody meant to come back. A later contact settles an earlier promise."""
    found: dict[int, Outreach] = {}
    for pk, contact in _last_contacts(premises, on).items():
        found[pk] = Outreach(next_on=contact.next_on)
    failed = TestVisit.objects.filter(
        premises__in=premises, visited_on__lte=on, outcome=TestVisit.Outcome.NOT_CHALLENGED, retest=None
    )
    for visit in failed.order_by("visited_on"):
        found[visit.premises_id] = Outreach(
            found.get(visit.premises_id, Outreach()).next_on,
            None if visit.coached_on else visit.coaching_due_on,
            visit.retest_due_on,
        )
    return found
