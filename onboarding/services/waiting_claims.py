"""What becomes of claims that nobody matches: asked once more on day 14, deleted on day 180 (pack 5.4 and 6.3)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as UNUSABLE
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from certification.models import Certificate
from learning.models import Attempt
from messaging import services as messaging
from onboarding.door_queries import waiting
from onboarding.models.doors import ASKED_AFTER, Registration
from onboarding.services.matching_claims import message_key
from partnership import services as partnership
from partnership.models import ActorId, Assignment, Person

KEPT_FOR = timedelta(days=180)
UNOPENED_FOR = timedelta(days=2)


def ask_again(*, at: datetime) -> int:
    """Ask those who have waited 14 days to look at their badge again. Once; returns how many."""
    due = waiting().filter(registered_at__lte=at - ASKED_AFTER, asked_again_at=None)
    return sum(_ask(claim, at) for claim in due)


def _ask(claim: Registration, at: datetime) -> bool:
    with transaction.atomic():
        if not Registration.objects.filter(pk=claim.pk, asked_again_at=None).update(asked_again_at=at):
            return False
        asked = messaging.write_to(
            email=claim.person.email,
            mobile=claim.person.mobile,
            dedupe_key=f"{message_key(claim)}ask",
            template="claim_ask_again",
            context={
                "authority": claim.authority.name if claim.authority else "",
                "link": settings.PUBLIC_URL + reverse("onboarding:taxi_badge"),
            },
            at=at,
        )
    return asked is not None


def delete_old(*, at: datetime) -> int:
    """Delete who was matched by nobody for 180 days; returns how many claims. Nothing, while a legal hold is on."""
    if settings.LRS_LEGAL_HOLD:
        return 0
    stale = Registration.objects.filter(matched_at=None, registered_at__lte=at - KEPT_FOR)
    claims = list(stale.select_related("person", "assignment"))
    for claim in claims:
        _delete(claim, at)
    return len(claims)


def _delete(claim: Registration, at: datetime) -> None:
    """The claim; and the person with all that is theirs, where nothing but claims was known of them."""
    person = claim.person
    with transaction.atomic():
        messaging.cancel_messages(prefixes=[message_key(claim)], at=at)
        claim.delete()
        if claim.assignment:
            Attempt.objects.filter(assignment=claim.assignment).update(assignment=None)
            claim.assignment.delete()
        if _is_nobody_else(person):
            _delete_person(person)
        else:
            partnership.announce_change(person_ids=[person.pk])


def _is_nobody_else(person: Person) -> bool:
    """Unknown to every register and roster, to every other claim, and to whoever gives leave to see things."""
    has_more = (
        person.verified_on is not None
        or person.canonical_id is not None
        or person.merged.exists()
        or person.assignments.exists()
        or Registration.objects.filter(person=person).exists()
    )
    user = person.user
    return not has_more and (user is None or not (user.is_staff or user.access_grants.exists()))


def _delete_person(person: Person) -> None:
    """Their statements stay, and point to nobody any more: a record is never edited (pack 5.4)."""
    user = person.user
    ActorId.objects.filter(person=person).update(person=None)
    Certificate.objects.filter(person=person, base__isnull=False).delete()
    Certificate.objects.filter(person=person).delete()
    Attempt.objects.filter(person=person).delete()
    Assignment.objects.filter(person=person).delete()
    person.delete()
    if user:
        user.delete()


def delete_unopened_logins(*, at: datetime) -> int:
    """Forget numbers and addresses that somebody typed at a door and never proved; returns how many."""
    unproved = Q(phone__is_verified=False) | Q(emailaddress__verified=False)
    unproved &= ~Q(phone__is_verified=True) & ~Q(emailaddress__verified=True)
    typed = User.objects.filter(unproved, password__startswith=UNUSABLE, last_login=None, person=None, is_staff=False)
    old = typed.filter(date_joined__lt=at - UNOPENED_FOR, access_grants=None)
    count = old.distinct().count()
    old.delete()
    return count
