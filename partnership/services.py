"""Changing who is who. Each change is one transaction and is announced after it."""

import uuid
from datetime import date

from django.db import transaction

from accounts.models import User
from partnership.models import ActorId, Assignment, Inactivity, Person
from partnership.signals import assignments_changed


def actor_name_of(*, person: Person) -> uuid.UUID:
    """The person's account name for xAPI statements, made on first use. Their oldest name stays the one in use."""
    found = ActorId.objects.filter(person=person).order_by("pk").first()
    return (found or ActorId.objects.create(person=person)).name


def claim_person(*, user: User, on: date) -> Person | None:
    """Join a login to the one unclaimed person known by its verified e-mail address.

    Two people sharing an address are left for an officer to tell apart: guessing would hand one person's record to
    another.
    """
    with transaction.atomic():
        claimed = Person.objects.filter(user=user).first()
        if claimed:
            return claimed
        matches = list(
            Person.objects.select_for_update().filter(email__iexact=user.email, user=None, canonical=None)[:2]
        )
        if len(matches) != 1:
            return None
        person = matches[0]
        person.user = user
        person.verified_on = person.verified_on or on
        person.save(update_fields=["user", "verified_on"])
        return person


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


def announce_change(*, person_ids: list[int]) -> None:
    """Say, once this transaction is safe, that these people's assignments or absences changed."""
    transaction.on_commit(
        lambda: assignments_changed.send_robust(sender=Assignment, person_ids=person_ids), robust=True
    )
