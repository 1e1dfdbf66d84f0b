"""The quarterly roll-call: who still works here, who has left, and how many work here altogether. Two minutes."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import User
from partnership import services as partnership
from partnership.models import Assignment, open_on
from schemes.models import Champion, Headcount, Premises, StaffConfirmation
from schemes.queries.facts import staff_of
from schemes.services.champions import end_champion


def take_roll_call(
    *,
    premises: Premises,
    here: Collection[int],
    left: Collection[int],
    headcount: int | None,
    on: date,
    by: User | None = None,
) -> None:
    """Confirm the posts `here`, end those `left` (ids; of other premises' they are passed over), declare the headcount.

    Safe to send twice. Who left keeps their record and certificate; a champion who left is champion no more.
    """
    with transaction.atomic():
        Premises.objects.select_for_update().get(pk=premises.pk)
        posts = list(staff_of(Premises.objects.filter(pk=premises.pk)).filter(open_on(on)))
        StaffConfirmation.objects.bulk_create(
            (StaffConfirmation(assignment=post, confirmed_on=on) for post in posts if post.pk in here),
            ignore_conflicts=True,
        )
        for post in posts:
            if post.pk in left:
                _leave(premises, post, on)
        if headcount is not None:
            declare_headcount(premises=premises, headcount=headcount, on=on, by=by)


def _leave(premises: Premises, post: Assignment, on: date) -> None:
    partnership.end_assignment(assignment=post, on=max(on, post.starts_on))
    for champion in Champion.objects.filter(premises=premises, person=post.person_id, ends_on=None):
        end_champion(champion=champion, on=on)


def declare_headcount(*, premises: Premises, headcount: int, on: date, by: User | None = None) -> Headcount:
    """How many work there. Declared again on the same day, the last word counts."""
    last = Headcount.objects.filter(premises=premises, declared_on=on).order_by("-pk").first()
    if last and last.headcount == headcount:
        return last
    return Headcount.objects.create(premises=premises, headcount=headcount, declared_on=on, declared_by=by)
