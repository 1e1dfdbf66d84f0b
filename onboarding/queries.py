"""Reading runs: the ones before, the ones a user may see, and rows by result."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from onboarding.models import ImportRun
from onboarding.own_columns import senders_columns

LOOKED_BACK = 200


def remembered_mapping(run: ImportRun) -> dict[str, str]:
    """How somebody mapped the columns of the last file of this kind that looked the same."""
    earlier = ImportRun.objects.filter(kind=run.kind, organisation=run.organisation, mapped_at__isnull=False)
    wanted = set(senders_columns(run.head))
    for other in earlier.exclude(mapping={}).order_by("-pk")[:LOOKED_BACK]:
        if set(senders_columns(other.head)) == wanted:
            return dict(other.mapping)
    return {}


def last_applied(run: ImportRun, organisation_ids: Iterable[int]) -> ImportRun | None:
    """The newest applied run of this kind that brought any of these organisations' rows."""
    wanted = set(organisation_ids)
    earlier = ImportRun.objects.filter(kind=run.kind, applied_at__isnull=False, rolled_back_at=None).exclude(pk=run.pk)
    for other in earlier.order_by("-applied_at", "-pk")[:LOOKED_BACK]:
        if _is_shared(wanted, other):
            return other
    return None


def newest_day(run: ImportRun, organisation_ids: Iterable[int]) -> date | None:
    """The latest day that an applied list of this kind and of any of these organisations speaks of."""
    wanted = set(organisation_ids)
    applied = ImportRun.objects.filter(kind=run.kind, applied_at__isnull=False, rolled_back_at=None).exclude(pk=run.pk)
    for other in applied.filter(on__gt=run.on).order_by("-on", "-pk")[:LOOKED_BACK]:
        if _is_shared(wanted, other) and set(other.counts) - {"rejected", "people"}:
            return other.on
    return None


def _is_shared(organisation_ids: set[int], other: ImportRun) -> bool:
    """Whether two runs of a kind are of one list: they name an organisation both, or neither names any."""
    theirs = set(other.organisation_ids)
    return bool(organisation_ids & theirs) or not (organisation_ids or theirs)


def under_way(run: ImportRun) -> QuerySet[ImportRun]:
    """Other runs of the same list that are in part applied, or in part taken back."""
    others = ImportRun.objects.filter(kind=run.kind, approved_at__isnull=False, discarded_at=None).exclude(pk=run.pk)
    going_on = others.filter(applied_at=None, rolled_back_at=None)
    going_on |= others.filter(rollback_asked_at__isnull=False, rolled_back_at=None)
    ids = [other.pk for other in going_on if _is_shared(set(run.organisation_ids), other)]
    return ImportRun.objects.filter(pk__in=ids)


def applied_since_check(run: ImportRun) -> QuerySet[ImportRun]:
    """Runs of the same kind applied, or taken back, after this one was checked: what it compared with is no more."""
    others = ImportRun.objects.filter(kind=run.kind).exclude(pk=run.pk)
    changed = others.filter(applied_at__gt=run.checked_at) | others.filter(rolled_back_at__gt=run.checked_at)
    ids = [other.pk for other in changed if _is_shared(set(run.organisation_ids), other)]
    return ImportRun.objects.filter(pk__in=ids)


def waiting_for_somebody(runs: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    """Of these runs, those that go no further by themselves: columns to look at, held, ready, or stopped. Oldest first.
    One whose file and values are deleted can go no further at all.
    """
    going = runs.filter(rolled_back_at=None, discarded_at=None, forgotten_at=None)
    unsettled = going.filter(rollback_asked_at=None, unreadable="", approved_at=None)
    found = going.exclude(stopped_at=None) | unsettled.filter(mapped_at=None) | unsettled.exclude(checked_at=None)
    return found.order_by("pk")
