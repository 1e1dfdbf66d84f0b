"""Reading at the doors: who licenses here, which licences a claim may mean, who waits, how far a poster reaches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from certification.models import Certificate, Requirement
from learning.models import Attempt
from onboarding.models.doors import Poster, Registration, open_claims
from onboarding.reading.names import is_similar
from partnership.models import Area, Organisation, Person, open_on
from partnership.queries import assignments_on
from schemes.hotel_codes import tidy_join_code
from schemes.models import Licence
from schemes.rules.licences import number_key

COURSE = "cse-taxi"
ROLE_OF = {
    Licence.Kind.HACKNEY: "hackney_driver",
    Licence.Kind.PHV: "phv_driver",
    Licence.Kind.DUAL: "dual_driver",
}
LOOKED_AT = 300  # licences whose holder's name shares a word with a claim's: more would say nothing
MOST_CANDIDATES = 10


def authorities(on: date) -> QuerySet[Organisation]:
    """Who licenses drivers in the partnership: whoever has drivers held to a requirement, or licences."""
    in_force = Requirement.objects.filter(open_on(on, start="effective_from", end="effective_to"))
    roles = list(ROLE_OF.values())
    of_drivers = in_force.filter(Q(role__code__in=roles) | Q(role_group__roles__code__in=roles))
    known = Q(pk__in=of_drivers.values("organisation")) | Q(pk__in=Licence.objects.values("authority"))
    return Organisation.objects.filter(known, open_on(on, start="valid_from", end="valid_to")).order_by("name")


def poster_of(code: str) -> Poster | None:
    """The poster whose code this is, however it was typed."""
    return Poster.objects.select_related("area", "authority").filter(code=tidy_join_code(code)).first()


def licences_with_number(authority: Organisation, number: str) -> QuerySet[Licence]:
    """The licences of an authority that a typed number may mean, over all years, newest first."""
    found = Licence.objects.filter(authority=authority, number_key=number_key(number))
    return found.select_related("assignment__person__canonical", "authority").order_by("-issued_on")


def licences_in_force(authority: Organisation, number: str, on: date) -> list[Licence]:
    held = assignments_on(on).values("pk")
    return list(licences_with_number(authority, number).filter(assignment__in=held))


def holder_of(licence: Licence) -> Person:
    """The person who holds a licence, with merges followed."""
    person = licence.assignment.person
    return person.canonical or person


def has_something_to_expose(person: Person) -> bool:
    """Whether who took this person's place would see something: learning or certificates."""
    return Attempt.objects.filter(person=person).exists() or Certificate.objects.filter(person=person).exists()


def waiting() -> QuerySet[Registration]:
    found = Registration.objects.filter(open_claims())
    return found.select_related("authority", "person", "poster__authority", "poster__area", "assignment")


def said_last(person: Person) -> Registration | None:
    """The newest of what somebody told at a door, matched or not."""
    told = Registration.objects.filter(person__in=[person, *person.merged.all()])
    return told.select_related("authority").order_by("-registered_at", "-pk").first()


def queue_of(organisation_ids: Iterable[int]) -> QuerySet[Registration]:
    """The claims on these authorities' licences, oldest first."""
    return waiting().filter(authority__in=set(organisation_ids)).order_by("registered_at", "pk")


def licensed_elsewhere(area: Area) -> QuerySet[Registration]:
    """Who says that they work in an area and are licensed outside the partnership: a blind spot with a number."""
    return Registration.objects.filter(authority=None, refused_at=None, assignment__area=area)


def licensed_elsewhere_by(organisation_ids: Iterable[int]) -> list[tuple[str, int]]:
    """Drivers who came in by these authorities' posters on another authority's licence: (its name, how many), most
    first; "" for those from outside the partnership. They work here and are in none of these authorities' figures.
    """
    own = set(organisation_ids)
    came = Registration.objects.filter(poster__authority__in=own, refused_at=None).exclude(authority__in=own)
    counted = came.values_list("authority__name").annotate(number=Count("person", distinct=True))
    return [(name or "", number) for name, number in counted.order_by("-number", "authority__name")]


@dataclass(frozen=True)
class Candidate:
    """A licence that a claim may mean, with why."""

    licence: Licence
    has_number: bool
    has_name: bool
    is_in_force: bool
    is_reached_elsewhere: bool = False  # the register's phone or address is not the one they proved


def candidates_for(claim: Registration, on: date) -> list[Candidate]:
    """Licences of the claim's authority with its number or with a name like it, the likeliest first."""
    if claim.authority is None:
        return []
    by_number = list(licences_with_number(claim.authority, claim.number)[:MOST_CANDIDATES])
    seen = {licence.pk for licence in by_number}
    by_name = [licence for licence in _named_like(claim) if licence.pk not in seen]
    found = [*by_number, *by_name[: MOST_CANDIDATES - len(by_number)]]
    open_ones = set(
        assignments_on(on).filter(licence__in=[licence.pk for licence in found]).values_list("licence", flat=True)
    )
    lines = [_candidate(licence, claim, seen, open_ones) for licence in found]
    return sorted(lines, key=lambda line: (not line.is_in_force, not line.has_number, not line.has_name))


def _candidate(licence: Licence, claim: Registration, numbered: set[int], open_ones: set[int]) -> Candidate:
    holder, said = holder_of(licence), claim.person
    has_name = is_similar(holder.display_name, claim.name)
    known, proved = {holder.mobile, holder.email.lower()} - {""}, {said.mobile, said.email.lower()} - {""}
    is_elsewhere = bool(known) and not known & proved
    return Candidate(licence, licence.pk in numbered, has_name, licence.pk in open_ones, is_elsewhere)


def _named_like(claim: Registration) -> Sequence[Licence]:
    words = [word for word in claim.name.split() if len(word) > 1]
    if not words:
        return []
    shares_a_word = reduce(or_, (Q(assignment__person__display_name__icontains=word) for word in words))
    some = Licence.objects.filter(shares_a_word, authority=claim.authority)
    near = some.select_related("assignment__person__canonical", "authority").order_by("-issued_on")[:LOOKED_AT]
    return [licence for licence in near if is_similar(holder_of(licence).display_name, claim.name)]


def came_since(poster: Poster, since: datetime) -> int:
    """How many registered at a poster since a moment."""
    return Registration.objects.filter(poster=poster, registered_at__gt=since).count()


def posters_of(organisation_ids: Iterable[int], *, on: date) -> QuerySet[Poster]:
    """An authority's posters with their reach: all the time, and in the last 28 days."""
    lately = Q(days__day__gt=on - timedelta(days=28))
    return (
        Poster.objects.filter(authority__in=set(organisation_ids))
        .select_related("area", "authority")
        .annotate(
            scans=Coalesce(Sum("days__scans"), 0),
            registrations=Coalesce(Sum("days__registrations"), 0),
            scans_lately=Coalesce(Sum("days__scans", filter=lately), 0),
            registrations_lately=Coalesce(Sum("days__registrations", filter=lately), 0),
        )
        .order_by("retired_on", "place", "pk")
    )
