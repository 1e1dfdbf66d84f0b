"""Where our own record of passes and the record store differ (pack section 3.12: ours is the truth, theirs the
evidence).
"""

from datetime import date
from uuid import UUID

from learning import queries as learning
from learning.models import Attempt


def differences(*, since: date) -> tuple[list[UUID], list[UUID]]:
    """Registrations begun since a day whose end, or whose certificate, the record store does not know of."""
    attempts = Attempt.objects.filter(opened_on__gte=since)
    certified = attempts.filter(certificate__isnull=False)
    return learning.attempts_without_their_end(attempts), learning.attempts_without_their_certificate(certified)
