"""Changing who is who. Each change is one transaction and is announced after it."""

import uuid
from datetime import date
from functools import reduce
from operator import or_

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from accounts.models import Phone, User
from partnership.models import Absence, ActorId, Assignment, Inactivity, Person
from partnership.signals import assignments_changed


def actor_name_of(*, person: Person) -> uuid.UUID:
    """The person's account name for xAPI statements, made on first use. Their oldest name stays the one in use."""
    found = ActorId.objects.filter(person=person).order_by("pk").first()
    return (found or ActorId.objects.create(person=person)).name


def claim_person(*, user: User, on: date) -> Person | None:
    """Join a login to the one unclaimed person known by an e-mail address or number that it has proved to be its own.

    Two people sharing an address or a number are left for an officer to tell apart: guessing would hand one person's
    record to another.
    """
    with transaction.atomic():
        claimed = Person.objects.filter(user=user).first()
        if claimed:
            return claimed
        unclaimed = Person.objects.select_for_update().filter(user=None, canonical=None)
        matches = list(unclaimed.filter(reached_by(user))[:2])
        if len(matches) != 1:
            return None
        person = matches[0]
        person.user = user
        person.verified_on = person.verified_on or on
        person.save(update_fields=["user", "verified_on"])
        return person


def reached_by(user: User) -> Q:
    """The people known by an address or number that this login has proved to be its own; nobody where it has none."""
    emails = list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
    phones = list(Phone.objects.filter(user=user, is_verified=True).values_list("number", flat=True))
    by_email = [Q(email__iexact=email) for email in emails if email]
    return reduce(or_, [*by_email, Q(mobile__in=phones)] if phones else by_email, Q(pk__in=[]))


def end_assignment(*, assignment: Assignment, on: date) -> None:
    """End an assignment: `on` is the first day it no longer holds. Certificates stay with the person."""
    with transaction.atomic():
        locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
        locked.ends_on = on
        locked.save(update_fields=["ends_on"])
        announce_change(person_ids=[locked.person_id])


def pause_assignment(*, assignment: Assignment, starts_on: date, ends_on: date | None = None) -> Inactivity:
    """Take an assignment out of scope for a time (a suspended licence), without a reason."""
    with transaction.atomic():
        pause = Inactivity.objects.create(assignment=assignment, starts_on=starts_on, ends_on=ends_on)
        announce_change(person_ids=[assignment.person_id])
    return pause


def record_absence(*, assignment: Assignment, starts_on: date, ends_on: date | None = None) -> Absence:
    """Leave from an assignment, without its reason. `ends_on` is the day of return; None while nobody knows.

    Told again with the same first day it is the same leave, and the day of return is the newest told.
    """
    with transaction.atomic():
        Assignment.objects.select_for_update().get(pk=assignment.pk)  # two at once take turns
        absence, _ = Absence.objects.update_or_create(
            assignment=assignment, starts_on=starts_on, defaults={"ends_on": ends_on}
        )
        announce_change(person_ids=[assignment.person_id])
    return absence


def remove_absence(*, absence: Absence) -> None:
    """Take out leave that was recorded by mistake."""
    with transaction.atomic():
        person = absence.assignment.person_id
        absence.delete()
        announce_change(person_ids=[person])


def announce_change(*, person_ids: list[int]) -> None:
    """Say, once this transaction is safe, that these people's assignments or absences changed."""
    transaction.on_commit(
        lambda: assignments_changed.send_robust(sender=Assignment, person_ids=person_ids), robust=True
    )
