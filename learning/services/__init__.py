"""Changing what a person has done. Each is one transaction: lock the attempt, check, write progress and statements.

Two at once (two devices, a double tap) queue at the lock; the second finds the work done and gets the same answer.
"""

from learning.services.assisted import record_assisted_sitting, take_back_assisted_sitting
from learning.services.attempts import is_outgrown, set_aside, start_attempt
from learning.services.recording import record_course_completed
from learning.services.sittings import answer_question, finish_sitting, start_sitting
from learning.services.steps import complete_lesson, keep_screen, move_scenario, open_lesson

__all__ = [
    "answer_question",
    "complete_lesson",
    "finish_sitting",
    "is_outgrown",
    "keep_screen",
    "move_scenario",
    "open_lesson",
    "record_assisted_sitting",
    "record_course_completed",
    "set_aside",
    "start_attempt",
    "start_sitting",
    "take_back_assisted_sitting",
]
