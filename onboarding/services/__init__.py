"""What this room does: take rosters in, and settle who is who. For pages, tasks and the command alike."""

from onboarding.services.applying import apply_run
from onboarding.services.checking import check_run
from onboarding.services.deciding import NotNow, approve_run, discard_run
from onboarding.services.matching import UNDONE_WITHIN, decide, merge_people, note_look, unmerge
from onboarding.services.retention import forget_old_runs
from onboarding.services.rolling_back import ask_rollback, obstacles, roll_back_run
from onboarding.services.stopping import put_away, resume_run
from onboarding.services.uploading import map_run, receive_file
from onboarding.services.working import continue_run, waiting_runs

__all__ = [
    "UNDONE_WITHIN",
    "NotNow",
    "apply_run",
    "approve_run",
    "ask_rollback",
    "check_run",
    "continue_run",
    "decide",
    "discard_run",
    "forget_old_runs",
    "map_run",
    "merge_people",
    "note_look",
    "obstacles",
    "put_away",
    "receive_file",
    "resume_run",
    "roll_back_run",
    "unmerge",
    "waiting_runs",
]
