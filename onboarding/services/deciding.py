"""What a person says of a checked run: apply it, or not."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from onboarding import queries
from onboarding.models import ImportRun
from onboarding.models.runs import RunState


class NotNow(Exception):
    """A run cannot be approved, discarded or taken back as it stands. The message says why, for the page."""


def approve_run(*, run: ImportRun, by: User | None, reason: str, at: datetime) -> None:
    """Let a checked run be applied. A held one needs another person than its sender, and a reason in words.

    `by` is nobody for the command, which does not approve what is held. Raises NotNow.
    """
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state not in (RunState.READY, RunState.HELD):
            raise NotNow(_("This file is not waiting to be applied."))
        if queries.applied_since_check(locked).exists():
            raise NotNow(_("Another file was applied since this one was checked. Send it again."))
        if queries.under_way(locked).exists():
            raise NotNow(_("Another file of this list is being applied, or stopped. Look at that one first."))
        if locked.state is RunState.HELD:
            _may_release(locked, by, reason)
        locked.approved_by, locked.approved_at, locked.approval_reason = by, at, reason[:300]
        locked.touched_at = at
        locked.save(update_fields=["approved_by", "approved_at", "approval_reason", "touched_at"])
    run.refresh_from_db()


def _may_release(run: ImportRun, by: User | None, reason: str) -> None:
    if any(stop["is_final"] for stop in run.held):
        raise NotNow(_("Nobody can approve this file as it is. Mend it and send it again."))
    if by is None or by.pk == run.uploaded_by_id:
        raise NotNow(_("A held file has to be approved by somebody other than who sent it."))
    if not reason.strip():
        raise NotNow(_("Say in a few words why this file is right."))


def discard_run(*, run: ImportRun, at: datetime) -> None:
    """Put a run away of which nothing is in. Raises NotNow when it was approved already, and goes on."""
    waiting = ImportRun.objects.filter(pk=run.pk, applied_at=None)
    waiting = waiting.filter(Q(approved_at=None) | Q(stopped_at__isnull=False))
    if not waiting.update(discarded_at=at, touched_at=at):
        raise NotNow(_("This file was approved already."))
    run.refresh_from_db()
