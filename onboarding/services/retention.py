"""Forgetting: after 30 days a file and the values in its rows are deleted. Keys, hashes and results stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from common.dates import add_months, london_day, london_moment
from onboarding.models import ImportRow, ImportRun, MatchingLook
from onboarding.services.uploading import delete_file

KEPT_FOR = timedelta(days=30)
LOOKS_KEPT_MONTHS = 13  # pack 5.4, access logs


def forget_old_runs(*, at: datetime) -> int:
    """Forget the values of runs older than 30 days; returns how many runs. One that nobody approved is put away, since
    there is nothing left to apply; one that stopped half-way is kept until somebody says what becomes of it.
    """
    half_way = Q(approved_at__isnull=False, applied_at=None, rolled_back_at=None, discarded_at=None)
    old = list(ImportRun.objects.filter(forgotten_at=None, uploaded_at__lt=at - KEPT_FOR).exclude(half_way))
    for run in old:
        with transaction.atomic():
            ImportRow.objects.filter(run=run).update(record=None, difference={}, undo=None, person=None, reason="")
            ImportRun.objects.filter(pk=run.pk).update(forgotten_at=at)
            ImportRun.objects.filter(pk=run.pk, approved_at=None, discarded_at=None).update(discarded_at=at)
        delete_file(run)
    MatchingLook.objects.filter(
        happened_at__lt=london_moment(add_months(london_day(at), -LOOKS_KEPT_MONTHS), 0)
    ).delete()
    return len(old)
