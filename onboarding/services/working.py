"""Going on with a run wherever it stands. The rows say where, so a lost task or a killed worker costs only time."""

from datetime import datetime, timedelta

from common.garbage import collected_seldom
from onboarding.models import ImportRun
from onboarding.models.runs import RunState
from onboarding.services.applying import apply_run
from onboarding.services.checking import Now, check_run
from onboarding.services.rolling_back import roll_back_run
from onboarding.services.stopping import TRANSIENT, stop_run

QUIET = timedelta(seconds=90)  # a run nobody touched for so long has lost its worker


def continue_run(*, pk: int, now: Now) -> RunState:
    """Do what is next for a run, until a person is needed or nothing is left. Returns what it has come to."""
    run = ImportRun.objects.select_related("organisation").get(pk=pk)
    work = {RunState.CHECKING: check_run, RunState.APPLYING: apply_run, RunState.ROLLING_BACK: roll_back_run}
    if run.state in work:
        try:
            with collected_seldom():
                work[run.state](run=run, now=now)
        except TRANSIENT:
            raise
        except Exception as error:
            stop_run(run=run, error=error, at=now())
        run.refresh_from_db()
    return run.state


def waiting_runs(at: datetime) -> list[int]:
    """Runs that have something to do and no worker doing it."""
    quiet = ImportRun.objects.filter(
        touched_at__lt=at - QUIET, mapped_at__isnull=False, unreadable="", discarded_at=None, stopped_at=None
    )
    checking = quiet.filter(checked_at=None)
    applying = quiet.filter(approved_at__isnull=False, applied_at=None, rollback_asked_at=None)
    undoing = quiet.filter(rollback_asked_at__isnull=False, rolled_back_at=None)
    return list((checking | applying | undoing).values_list("pk", flat=True))
