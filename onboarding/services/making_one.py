"""Two records of one person become one. All of this room goes through here."""

from datetime import datetime

from accounts.models import User
from onboarding.models import Merge
from partnership.models import Assignment, Person


def make_one(*, kept: Person, merged: Person, by: User | None, at: datetime) -> None:
    """`merged` stands for `kept` from now on. Called inside the transaction that decided it."""
    assignments = list(Assignment.objects.filter(person=merged).values_list("pk", flat=True))
    before = list(Person.objects.filter(canonical=merged).values_list("pk", flat=True))
    moved = {"assignments": assignments, "people": before}
    Merge.objects.create(kept=kept, merged=merged, merged_at=at, merged_by=by, moved=moved)
    Assignment.objects.filter(pk__in=assignments).update(person=kept)
    Person.objects.filter(pk__in=[*before, merged.pk]).update(canonical=kept)
