"""When an error of ours stops a run: it says where, waits, and goes on or is put away when a person says so.

Without this a row that no service takes would be tried by beat for ever, and nobody would be told. A message goes to
whoever sent the file: they may have left the page long ago.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Phone, User
from messaging import services as messaging
from onboarding import queries
from onboarding.kinds import KINDS
from onboarding.models import ImportRow, ImportRun
from onboarding.models.runs import RunState
from onboarding.services.deciding import NotNow, discard_run
from onboarding.services.rolling_back import ask_rollback

TRANSIENT: tuple[type[DatabaseError | InterfaceError], ...] = (
    OperationalError,
    InterfaceError,
)  # beat tries these again
logger = logging.getLogger(__name__)


class Stopped(Exception):
    """A run cannot go on. The message says where, in a sentence for whoever sent the file."""


def at_row(row: ImportRow, error: Exception) -> Stopped:
    """What stopped, as far as a page may say it: no value, and no key of somebody whom no page names."""
    place = _("line %(line)s") % {"line": row.line} if row.line else _("a row that is not on the list")
    key = f" ({row.key})" if row.key and not row.is_unlisted else ""
    clash = isinstance(error, IntegrityError)
    why = _("It contradicts what is recorded here.") if clash else _("The error is in Lookout, not in your file.")
    return Stopped(_("Lookout could not bring in %(place)s%(key)s. %(why)s") % {"place": place, "key": key, "why": why})


def stop_run(*, run: ImportRun, error: Exception, at: datetime) -> None:
    """Note that a run stopped and why, and tell whoever started it; its worker ends here. The journal says which rows
    are in. Of two workers that come to the same error one says so.
    """
    logger.error("Import run %s stopped", run.pk, exc_info=error)
    why = str(error) if isinstance(error, Stopped) else _("The error is in Lookout, not in your file.")
    with transaction.atomic():
        going = ImportRun.objects.filter(pk=run.pk, stopped_at=None)
        if going.update(stopped_at=at, stopped_why=why[:300], touched_at=at):
            _tell(run, at)


def _tell(run: ImportRun, at: datetime) -> None:
    """The message names the list and its day. What stopped, and at which line, stands on the page alone."""
    user = run.uploaded_by
    if user is None or not user.is_active:
        return
    phone = Phone.objects.filter(user=user, is_verified=True).first()
    messaging.write_to(
        email=user.email or "",
        mobile=phone.number if phone else "",
        dedupe_key=f"list-stopped:{run.pk}:{at:%Y%m%d%H%M%S}",
        template="list_stopped",
        context={
            "kind": str(KINDS[run.kind].label),
            "organisation": run.organisation.name if run.organisation else "",
            "day": date_format(run.on, "j F Y"),
            "link": settings.PUBLIC_URL + reverse("rosters:run", args=[run.uuid]),
        },
        at=at,
    )


def resume_run(*, run: ImportRun, at: datetime) -> None:
    """Let a stopped run go on from where it stopped. Raises NotNow."""
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state is not RunState.STOPPED:
            raise NotNow(_("This file did not stop."))
        if locked.approved_at and not locked.rollback_asked_at and queries.applied_since_check(locked).exists():
            raise NotNow(_("Another file was applied since this one was checked. Put this one away and send it again."))
        locked.stopped_at, locked.stopped_why, locked.touched_at = None, "", at
        locked.save(update_fields=["stopped_at", "stopped_why", "touched_at"])
    run.refresh_from_db()


def put_away(*, run: ImportRun, by: User | None, at: datetime) -> None:
    """Bring nothing of a file in. What a stopped one brought in already is taken back. Raises NotNow."""
    is_begun = run.approved_at and run.rows.filter(applied_at__isnull=False).exists()
    if run.state is RunState.STOPPED and is_begun:
        ask_rollback(run=run, by=by, at=at)
    else:
        discard_run(run=run, at=at)
