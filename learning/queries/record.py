"""Whether the record store says what happened: the statements an attempt must have left, by their ids."""

from collections.abc import Iterable
from uuid import UUID

from learning import xapi
from learning.models import Attempt, Sitting
from lrs.queries import stored_among

CERTIFICATE_MOMENT = "completed"


def attempts_without_their_end(attempts: Iterable[Attempt]) -> list[UUID]:
    """The attempts with an ended sitting whose passed or failed statement the record store does not hold."""
    ended = Sitting.objects.filter(attempt__in=list(attempts), ended_at__isnull=False)
    wanted = {
        xapi.statement_id(registration, f"assessment in sitting {number}"): registration
        for registration, number in ended.values_list("attempt__uuid", "number")
    }
    return _unsaid(wanted)


def attempts_without_their_certificate(attempts: Iterable[Attempt]) -> list[UUID]:
    """The attempts, all of them certified, whose certificate's statement the record store does not hold."""
    return _unsaid({xapi.statement_id(attempt.uuid, CERTIFICATE_MOMENT): attempt.uuid for attempt in attempts})


def _unsaid(wanted: dict[UUID, UUID]) -> list[UUID]:
    held = stored_among(wanted.keys())
    return sorted({registration for statement, registration in wanted.items() if statement not in held})
