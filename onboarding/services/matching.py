"""Who is who, as somebody decided it: one person or two, remembered; merged, and un-merged within 30 days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from onboarding.models import MatchingLook, Merge, Suggestion
from onboarding.services.deciding import NotNow
from onboarding.services.making_one import make_one
from partnership import services as partnership
from partnership.models import Assignment, Person
from schemes.models import Licence
from schemes.queries.renewals import is_next_free
from schemes.services.licences import link_renewal, unlink_renewal

UNDONE_WITHIN = timedelta(days=30)


def decide(*, suggestion: Suggestion, decision: str, by: User, at: datetime) -> None:
    """Say that two records are one person, or two. Raises NotNow when somebody decided it before."""
    with transaction.atomic():
        locked = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        if locked.decided_at:
            raise NotNow(_("Somebody has decided this already."))
        locked.decision, locked.decided_at, locked.decided_by = Suggestion.Decision(decision), at, by
        locked.save(update_fields=["decision", "decided_at", "decided_by"])
        if locked.decision == Suggestion.Decision.SAME:
            _make_one(locked, by, at)


def _make_one(suggestion: Suggestion, by: User, at: datetime) -> None:
    newer, older = (_standing(person) for person in (suggestion.newer, suggestion.older))
    if newer.pk != older.pk:
        merge_people(kept=older, merged=newer, by=by, at=at)
    licences = [
        _licence(entry.assignment_id) if entry else None for entry in (suggestion.newer_entry, suggestion.older_entry)
    ]
    if suggestion.basis not in (Suggestion.Basis.RENEWAL, Suggestion.Basis.NUMBER) or None in licences:
        return
    following, before = licences
    assert following is not None  # noqa: S101 - looked at above
    assert before is not None  # noqa: S101
    if not is_next_free(older=before, newer=following):
        return
    ended = link_renewal(newer=following, older=before)
    merge = Merge.objects.filter(merged=newer, undone_at=None).first()
    if merge:
        merge.moved["renewal"] = [following.pk, ended.isoformat() if ended else None]
        merge.save(update_fields=["moved"])
    partnership.announce_change(person_ids=[older.pk])


def note_look(*, user: User, pairs: int, at: datetime) -> None:
    """Write down that somebody read the page of possible matches, before it is shown (pack 1.5 and 5.4)."""
    MatchingLook.objects.create(user=user, pairs=pairs, happened_at=at)


def _standing(person: Person) -> Person:
    return person.canonical or person


def _licence(assignment_id: int | None) -> Licence | None:
    return Licence.objects.select_related("assignment").filter(assignment=assignment_id).first()


def merge_people(*, kept: Person, merged: Person, by: User | None, at: datetime) -> Merge:
    """Two records of one person become one: posts move to `kept`; passes, attempts and names in statements stay where
    they are and are read from there. Raises NotNow for people who cannot be merged.
    """
    with transaction.atomic():
        both = Person.objects.select_for_update().filter(pk__in=(kept.pk, merged.pk)).order_by("pk")
        if len(both) != 2 or any(person.canonical_id for person in both):
            raise NotNow(_("One of the two has been merged already."))
        if all(person.user_id for person in both):
            raise NotNow(
                _("Both sign in by themselves. Ask them to use one address, and the support desk to join the two.")
            )
        make_one(kept=kept, merged=merged, by=by, at=at)
        partnership.announce_change(person_ids=[kept.pk, merged.pk])
        return Merge.objects.get(merged=merged, undone_at=None)


def unmerge(*, merge: Merge, by: User, at: datetime) -> None:
    """Make two of them again, within 30 days. Posts that came since stay with the one they came to."""
    with transaction.atomic():
        locked = Merge.objects.select_for_update().select_related("kept", "merged").get(pk=merge.pk)
        if locked.undone_at:
            raise NotNow(_("This was undone already."))
        if locked.merged_at + UNDONE_WITHIN < at:
            raise NotNow(_("A merge can be undone for 30 days."))
        if locked.kept.canonical_id:
            raise NotNow(_("They were merged again since. Undo that first."))
        moved = Assignment.objects.filter(pk__in=locked.moved.get("assignments", ()), person=locked.kept)
        moved.update(person=locked.merged)
        Person.objects.filter(pk=locked.merged.pk).update(canonical=None)
        Person.objects.filter(pk__in=locked.moved.get("people", ()), canonical=locked.kept).update(
            canonical=locked.merged
        )
        _take_back_renewal(locked)
        Merge.objects.filter(pk=locked.pk).update(undone_at=at, undone_by=by)
        Suggestion.objects.filter(newer=locked.merged, older=locked.kept).update(
            decision="", decided_at=None, decided_by=None
        )
        partnership.announce_change(person_ids=[locked.kept.pk, locked.merged.pk])


def _take_back_renewal(merge: Merge) -> None:
    pk, ended = merge.moved.get("renewal", (None, None))
    newer = Licence.objects.select_related("renews").filter(pk=pk).first() if pk else None
    if newer:
        unlink_renewal(newer=newer, older_ended=date.fromisoformat(ended) if ended else None)
