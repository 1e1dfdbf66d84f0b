"""A driver registers: one person, one claim, however often and from however many windows it is said.

Who registers is told the same whatever the register holds. What is matched at once, and when, is `matching_claims`'s.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Phone, User
from common.dates import london_day
from onboarding.door_queries import ROLE_OF, came_since, licences_in_force
from onboarding.models.doors import Poster, Registration
from onboarding.services import matching_claims, posters
from partnership import services as partnership
from partnership.models import Area, Assignment, Organisation, Person, Role
from partnership.queries import person_of
from schemes.models import Licence
from schemes.rules.licences import number_key

MOST_AN_HOUR = 20  # registrations at one poster; beyond that somebody looks before anything is matched (pack 6.3)
ELSEWHERE = "ELSEWHERE"
SINCE = date(2000, 1, 1)


@dataclass(frozen=True)
class Said:
    """What stands on a badge, as its holder typed it. No authority: it is from outside the partnership."""

    authority: Organisation | None
    number: str
    kind: str
    name: str
    elsewhere: str = ""


def register(*, user: User, said: Said, poster: Poster | None, at: datetime) -> Registration:
    """Register the badge that a signed-in user holds; the same badge again is the same registration."""
    on = london_day(at)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)  # two windows take turns here
        person = person_of(user)
        found = _registered(person, said) if person else None
        if found:
            return found
        needs_review = _needs_review(poster, on, at)
        person = person or _somebody(user, said, on, may_be_known=not needs_review)
        registration = record(person=person, said=said, poster=poster, at=at, needs_review=needs_review)
        _match_or_wait(registration, at)
        if poster:
            posters.count_registration(poster=poster, on=on)
    return registration


def correct(*, registration: Registration, said: Said, at: datetime) -> Registration:
    """The badge was typed wrongly: the claim is put right, and matched if it now can be."""
    with transaction.atomic():
        claim = Registration.objects.select_for_update().get(pk=registration.pk)
        if claim.matched_at or (claim.refused_at is None and _says_the_same(claim, said)):
            return claim
        values = {"authority": said.authority, "number": said.number, "kind": said.kind, "name": said.name}
        for field, value in {**values, "elsewhere": said.elsewhere, "number_key": number_key(said.number)}.items():
            setattr(claim, field, value)
        claim.refused_at = claim.decided_by = None
        claim.save()
        matching_claims.end_claim(registration=claim, on=london_day(at))
        _match_or_wait(claim, at)
    return claim


def _says_the_same(claim: Registration, said: Said) -> bool:
    """Pressed twice, or come back to: nothing was corrected."""
    told = Said(claim.authority, claim.number, claim.kind, claim.name, claim.elsewhere)
    return told == said


def _match_or_wait(registration: Registration, at: datetime) -> None:
    if not matching_claims.match(registration=registration, at=at):
        open_claim(registration=registration, on=london_day(at))


def reopen_undone(*, since: datetime, at: datetime) -> int:
    """A merge that was undone takes its match with it: the claim waits again, for an officer; returns how many."""
    claims = matching_claims.undone(since=since)
    for claim in claims:
        with transaction.atomic():
            claim.licence, claim.matched_at, claim.decided_by, claim.needs_review = None, None, None, True
            claim.save(update_fields=["licence", "matched_at", "decided_by", "needs_review"])
            open_claim(registration=claim, on=london_day(at))
    return len(claims)


def notice(*, person: Person, at: datetime) -> None:
    """They carried on from the privacy notice."""
    Registration.objects.filter(person__in=[person, *person.merged.all()], noticed_at=None).update(noticed_at=at)


def open_claim(*, registration: Registration, on: date) -> Assignment:
    """The assignment they learn by and are not counted by: their role, and the area whose notes they read."""
    authority = registration.authority or licensed_elsewhere()
    claim = Assignment.objects.create(
        person=registration.person,
        organisation=authority,
        role=Role.objects.get(code=ROLE_OF[Licence.Kind(registration.kind)]),
        area=_area_of(registration),
        contract=Assignment.Contract.LICENSED,
        starts_on=on,
        is_unmatched=True,
    )
    Registration.objects.filter(pk=registration.pk).update(assignment=claim)
    registration.assignment = claim
    partnership.announce_change(person_ids=[registration.person_id])
    return claim


def licensed_elsewhere() -> Organisation:
    """Stands for every authority outside the partnership. Nobody there is counted here."""
    name = "Licensed outside the partnership"
    values = {"name": name, "short_name": name, "kind": Organisation.Kind.COUNCIL, "valid_from": SINCE}
    return Organisation.objects.get_or_create(code=ELSEWHERE, defaults=values)[0]


def _area_of(registration: Registration) -> Area:
    """Their authority's; for a badge from elsewhere the poster's, where they work."""
    authority, poster = registration.authority, registration.poster
    if authority and authority.area:
        return authority.area
    return poster.area if poster else Area.objects.filter(parent=None).order_by("valid_from", "pk")[0]


def _registered(person: Person, said: Said) -> Registration | None:
    return Registration.objects.filter(
        person__in=[person, *person.merged.all()], authority=said.authority, number_key=number_key(said.number)
    ).first()


def _needs_review(poster: Poster | None, on: date, at: datetime) -> bool:
    """More than a poster brings in an hour, or one that was taken down: nothing is lost, and nothing matched unseen."""
    if poster is None:
        return False
    is_retired = poster.retired_on is not None and poster.retired_on <= on
    return is_retired or came_since(poster, at - timedelta(hours=1)) >= MOST_AN_HOUR


def _somebody(user: User, said: Said, on: date, *, may_be_known: bool) -> Person:
    """The register's person, where the match is certain and nobody has their place; else a new one to be matched."""
    held = licences_in_force(said.authority, said.number, on) if said.authority and may_be_known else []
    known = matching_claims.certain_holder(held, name=said.name, user=user)
    if known and known.user_id is None:
        known.user, known.verified_on = user, known.verified_on or on
        known.save(update_fields=["user", "verified_on"])
        return known
    email, mobile = proved_contact(user)
    return Person.objects.create(display_name=said.name, sort_name=said.name, user=user, email=email, mobile=mobile)


def proved_contact(user: User) -> tuple[str, str]:
    """The address and number that a login has proved to be its own: ("", "+447700900123")."""
    email = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True).first()
    mobile = Phone.objects.filter(user=user, is_verified=True).values_list("number", flat=True).first()
    return email or "", mobile or ""


def record(
    *, person: Person, said: Said, poster: Poster | None, at: datetime, needs_review: bool = False
) -> Registration:
    """Write down what was said, matched to nothing yet."""
    return Registration.objects.create(
        person=person,
        poster=poster,
        authority=said.authority,
        elsewhere=said.elsewhere,
        number=said.number,
        number_key=number_key(said.number),
        kind=said.kind,
        name=said.name,
        needs_review=needs_review,
        registered_at=at,
    )
