"""The lock every change to an attempt takes first."""

from learning.errors import AlreadyPassed, SetAside
from learning.models import Attempt
from learning.queries.attempts import AT_HAND


def locked(attempt: Attempt) -> Attempt:
    """The attempt as it now is, locked to the end of the transaction.

    PostgreSQL locks the row; on SQLite the transaction itself began IMMEDIATE and holds the only write lock.
    """
    return Attempt.objects.select_for_update(of=("self",)).select_related(*AT_HAND).get(pk=attempt.pk)


def locked_open(attempt: Attempt) -> Attempt:
    """The same, for changes that a passed or set-aside attempt no longer takes."""
    current = locked(attempt)
    refuse_closed(current)
    return current


def refuse_closed(attempt: Attempt) -> None:
    if attempt.is_passed:
        raise AlreadyPassed
    if not attempt.is_open:
        raise SetAside
