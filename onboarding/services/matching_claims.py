"""Whether a claim is a licence's holder. Certain, and it is counted from now on; anything less, and an officer looks.

A badge can be read through a taxi's window, so a number and a name prove nothing by themselves: the phone or address
that the register holds has to be proved, or the register holds none and there is nothing to be seen.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from common.dates import london_day
from messaging import services as messaging
from onboarding.door_queries import has_something_to_expose, holder_of, licences_in_force, waiting
from onboarding.models.doors import Registration
from onboarding.reading.names import is_similar
from onboarding.services.making_one import make_one
from partnership import services as partnership
from partnership.models import Person
from partnership.services import reached_by
from schemes.models import Licence

AT_ONCE = timedelta(minutes=10)


def certain_holder(held: Sequence[Licence], *, name: str, user: User) -> Person | None:
    """The holder of the one licence there is, when it is certain that this login is theirs. Locked, so that two who
    claim it at once take turns.
    """
    if len(held) != 1:
        return None
    person = Person.objects.select_for_update().get(pk=holder_of(held[0]).pk)
    if not is_similar(person.display_name, name):
        return None
    return person if _is_proved(person, user) or _is_nobodys(person) else None


def _is_proved(person: Person, user: User) -> bool:
    return Person.objects.filter(reached_by(user), Q(pk=person.pk) | Q(canonical=person)).exists()


def _is_nobodys(person: Person) -> bool:
    """The register holds no way to reach them, nobody signs in as them, and there is nothing of theirs to see."""
    family = [person, *person.merged.all()]
    is_unreached = not any(each.email or each.mobile or each.user_id for each in family)
    return is_unreached and not any(has_something_to_expose(each) for each in family)


def match(*, registration: Registration, at: datetime) -> bool:
    """Match a waiting claim if it is certain whose it is; False leaves it waiting."""
    authority, claimant = registration.authority, registration.person
    if registration.needs_review or authority is None or claimant.user is None:
        return False
    held = licences_in_force(authority, registration.number, london_day(at))
    own = claimant.canonical or claimant
    if len(held) == 1 and holder_of(held[0]) == own:
        settle(registration=registration, licence=held[0], by=None, at=at)
        return True
    if certain_holder(held, name=registration.name, user=claimant.user) is None:
        return False
    settle(registration=registration, licence=held[0], by=None, at=at)
    return True


def match_waiting(*, at: datetime, number_keys: Iterable[str] | None = None) -> int:
    """Try every waiting claim again, or those on some numbers; returns how many found their licence."""
    claims = waiting().filter(needs_review=False, authority__isnull=False)
    if number_keys is not None:
        claims = claims.filter(number_key__in=set(number_keys))
    return sum(_match_locked(pk, at) for pk in list(claims.values_list("pk", flat=True)))


def _match_locked(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        claim = waiting().select_for_update(of=("self",)).filter(pk=pk).first()
        return claim is not None and match(registration=claim, at=at)


def accept(*, registration: Registration, licence: Licence, by: User, at: datetime) -> bool:
    """An officer says: this is them. False when somebody decided it before."""
    with transaction.atomic():
        claim = waiting().select_for_update(of=("self",)).filter(pk=registration.pk).first()
        if claim is None or licence.authority_id != claim.authority_id:
            return False
        settle(registration=claim, licence=licence, by=by, at=at)
    return True


def refuse(*, registration: Registration, by: User, at: datetime) -> bool:
    """An officer says: not ours. They may go on learning, and put their number right. False when decided before."""
    with transaction.atomic():
        claim = waiting().select_for_update(of=("self",)).filter(pk=registration.pk).first()
        if claim is None:
            return False
        claim.refused_at, claim.decided_by = at, by
        claim.save(update_fields=["refused_at", "decided_by"])
    messaging.cancel_messages(prefixes=[message_key(claim)], at=at)
    return True


def settle(*, registration: Registration, licence: Licence, by: User | None, at: datetime) -> None:
    """The claim is this licence's holder: one person from now on, with all they learned, counted by their licence."""
    on = london_day(at)
    holder, claimant = holder_of(licence), registration.person.canonical or registration.person
    end_claim(registration=registration, on=on)
    if claimant != holder:
        kept, merged = _which_stays(holder, claimant)
        make_one(kept=kept, merged=merged, by=by, at=at)
        holder = kept
    Person.objects.filter(pk=holder.pk, verified_on=None).update(verified_on=on)
    Registration.objects.filter(pk=registration.pk).update(licence=licence, matched_at=at, decided_by=by)
    registration.licence, registration.matched_at, registration.decided_by = licence, at, by
    messaging.cancel_messages(prefixes=[message_key(registration)], at=at)
    if at - registration.registered_at > AT_ONCE:
        _tell(registration, holder, at)
    partnership.announce_change(person_ids=[holder.pk, claimant.pk])


def _tell(registration: Registration, holder: Person, at: datetime) -> None:
    """Who had to wait hears that they need wait no longer. Who is matched at once has it before their eyes."""
    messaging.write_to(
        email=holder.email,
        mobile=holder.mobile,
        dedupe_key=f"claim-matched:{registration.pk}",
        template="claim_matched",
        context={
            "authority": registration.authority.name if registration.authority else "",
            "link": settings.PUBLIC_URL + reverse("certification:my_training"),
        },
        at=at,
    )


def _which_stays(holder: Person, claimant: Person) -> tuple[Person, Person]:
    """The register's person stays; but somebody certain already, with a second licence, stays who they are."""
    is_somebody = claimant.verified_on is not None and holder.user_id is None
    return (claimant, holder) if is_somebody else (holder, claimant)


def end_claim(*, registration: Registration, on: date) -> None:
    claim = registration.assignment
    if claim and claim.ends_on is None:
        partnership.end_assignment(assignment=claim, on=max(on, claim.starts_on))


def message_key(registration: Registration) -> str:
    """How the keys of a claim's messages begin."""
    return f"claim:{registration.pk}:"


def undone(*, since: datetime) -> list[Registration]:
    """Matches since a moment whose merge was undone. A merge can be undone for 30 days: older ones need no look."""
    matched = Registration.objects.filter(matched_at__gte=since, licence__isnull=False)
    sides = ("person__canonical", "licence__assignment__person__canonical", "authority", "poster__area")
    return [claim for claim in matched.select_related(*sides) if not _is_holder(claim)]


def _is_holder(claim: Registration) -> bool:
    assert claim.licence is not None  # noqa: S101 - asked for by the caller
    return holder_of(claim.licence) == (claim.person.canonical or claim.person)
