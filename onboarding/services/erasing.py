"""Erasing somebody who asks for it: who they are goes, what was counted stays (pack 3.11, case 28, and 5.4)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from accounts.models import User
from certification import services as certification
from certification.models import Certificate
from common.dates import london_day
from learning.inbound import services as inbound
from messaging import services as messaging
from onboarding.models import ImportRow, Registration, RosterEntry, StartCode, Suggestion
from partnership.models import ActorId, Assignment, Person, open_on
from schemes.models import Attendance, Booking, Licence, PremisesRequest, SessionWish, StaffLink

ERASED = "Erased"


class ErasureRefused(ValueError):
    """Why somebody cannot be erased now, in a sentence for whoever answers them."""


def erase_person(*, person: Person, at: datetime, is_dry: bool = False) -> None:
    """Take away who a person and the records merged into them are: names, contacts, numbers, login, messages, files,
    and the link to their statements. Their posts, certificates and attempts stay as nobody's, so that every figure of
    the past stays as it was. Safe twice. A dry run only says whether it can be done.

    :raises ErasureRefused: a training duty of theirs is in force, or a legal hold is on.
    """
    with transaction.atomic():
        whole = Person.objects.select_for_update().get(pk=person.canonical_id or person.pk)
        family = Person.objects.filter(Q(pk=whole.pk) | Q(canonical=whole))
        people = list(family.select_for_update().order_by("pk"))
        _refuse(people, at)
        if is_dry:
            return
        ids = [each.pk for each in people]
        _take_contacts(people)
        _take_papers(ids)
        _take_numbers(ids)
        users = [each.user_id for each in people if each.user_id]
        ActorId.objects.filter(person__in=ids).update(person=None)
        family.update(display_name=ERASED, sort_name="", email="", mobile="", preferred_language="", user=None)
        User.objects.filter(pk__in=users).delete()


def _refuse(people: list[Person], at: datetime) -> None:
    if settings.LRS_LEGAL_HOLD:
        raise ErasureRefused(_("A legal hold is on, so nothing is deleted. Answer them once it is lifted."))
    held = Assignment.objects.filter(open_on(london_day(at)), person__in=people, is_unmatched=False)
    if post := held.select_related("role", "organisation").first():
        raise ErasureRefused(
            _("They are %(role)s at %(organisation)s, and that training is recorded while it lasts.")
            % {"role": post.role.name, "organisation": post.organisation.name}
        )


def _take_contacts(people: list[Person]) -> None:
    """What was sent, or waits to be, by the addresses known of them."""
    known = {each.email for each in people} | {each.mobile for each in people}
    known |= {each.user.email or "" for each in people if each.user}
    known -= {""}
    messaging.forget_recipients(known)
    PremisesRequest.objects.filter(Q(email__in=known) | Q(mobile__in=known)).update(
        contact_name=ERASED, email="", mobile=""
    )


def _take_papers(ids: list[int]) -> None:
    """What they or a list said of them: claims, evidence, rows of lists, places in sessions."""
    certification.erase_prior(person_ids=ids)
    Certificate.objects.filter(person__in=ids).update(holder_name=ERASED)
    Registration.objects.filter(person__in=ids).delete()
    StartCode.objects.filter(person__in=ids).delete()
    Suggestion.objects.filter(Q(newer__in=ids) | Q(older__in=ids)).delete()
    Booking.objects.filter(person__in=ids).delete()
    SessionWish.objects.filter(person__in=ids).delete()
    Attendance.objects.filter(person__in=ids).update(name=ERASED, key=_nobodys_number())
    for organisation, key in RosterEntry.objects.filter(person__in=ids).values_list("organisation", "key"):
        _empty(ImportRow.objects.filter(organisation=organisation, key=key))
    _empty(ImportRow.objects.filter(person__in=ids))
    RosterEntry.objects.filter(person__in=ids).delete()
    inbound.forget_accounts(person_ids=ids)


def _empty(rows: QuerySet[ImportRow]) -> None:
    rows.update(key="", subkey="", record=None, difference={}, undo=None, reason="")


def _take_numbers(ids: list[int]) -> None:
    """Staff, member and licence numbers of posts that are over."""
    own = Assignment.objects.filter(person__in=ids)
    Licence.objects.filter(assignment__in=own).update(number=_nobodys_number(), number_key="")
    StaffLink.objects.filter(assignment__in=own).update(pin_hash="", agency_name="")
    own.update(reference="")


def _nobodys_number() -> Concat:
    """In place of a number that has to stay unlike others."""
    return Concat(Value(f"{ERASED} "), Cast(F("pk"), CharField()))
