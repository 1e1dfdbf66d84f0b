"""The doors in the demo: a poster in each district, and a few drivers who wait for Aldermoor's officer."""

from datetime import date, datetime, timedelta

from django.db import transaction

from onboarding.models import Poster, PosterDay, Registration
from onboarding.services import registration
from partnership.models import Organisation, Person
from schemes.models import Licence

# code on the poster: (authority, kind, place, opened a week, registered a week)
POSTERS = {
    "TAXYRANK": ("ALD", "rank", "Station rank, north side", 31, 6),
    "TAXYDESK": ("ALD", "counter", "Licensing counter, Town Hall", 12, 5),
    "TAXYBRAK": ("BRA", "cafe", "Marketplace café", 7, 1),
    "TAXYCASE": ("CAS", "rank", "Cathedral rank", 44, 4),
    "TAXYDANE": ("DUN", "operator", "Bay Cars, Harbour Road", 5, 2),
    "TAXYEAST": ("ELM", "mot", "Elm Lane MOT station", 6, 1),
}
WEEKS = 8


def lay_doors(*, on: date, at: datetime) -> None:
    """Posters with weeks of reach, and claims: a slip in a number, one nobody knows, one licensed elsewhere."""
    with transaction.atomic():
        for code, (authority, kind, place, scans, registrations) in POSTERS.items():
            poster = _poster(code, Organisation.objects.get(code=authority), kind, place, on)
            PosterDay.objects.filter(poster=poster).delete()
            days = [on - timedelta(days=7 * week) for week in range(WEEKS)]
            PosterDay.objects.bulk_create(
                PosterDay(poster=poster, day=day, scans=scans, registrations=registrations) for day in days
            )
        _lay_claims(Poster.objects.get(code="TAXYRANK"), at)


def _poster(code: str, authority: Organisation, kind: str, place: str, on: date) -> Poster:
    values = {"authority": authority, "area": authority.area, "kind": kind, "place": place}
    return Poster.objects.update_or_create(code=code, defaults={**values, "made_on": on - timedelta(weeks=WEEKS)})[0]


def _lay_claims(poster: Poster, at: datetime) -> None:
    known = Licence.objects.filter(authority=poster.authority).select_related("assignment__person").order_by("pk")
    if holder := known.first():
        name = holder.assignment.person.display_name
        _claim(registration.Said(poster.authority, holder.number, holder.kind, name), "+447700900871", poster, at, 9)
    _claim(registration.Said(poster.authority, "AB 99871", "phv", "Marek Zielinski"), "+447700900872", poster, at, 4)
    elsewhere = registration.Said(None, "W 5518", "dual", "Bilal Ahmed", "Faraway City Council")
    _claim(elsewhere, "+447700900873", poster, at, 2)


def _claim(said: registration.Said, mobile: str, poster: Poster, at: datetime, days: int) -> Registration:
    """Somebody registered some days ago, with another phone than the register holds."""
    person = Person.objects.create(display_name=said.name, sort_name=said.name, mobile=mobile, is_fictional=True)
    then = at - timedelta(days=days)
    made = registration.record(person=person, said=said, poster=poster, at=then)
    registration.open_claim(registration=made, on=then.date())
    return made
