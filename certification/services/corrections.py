"""A result recorded wrongly, taken back with the certificate that came of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from certification.models import Certificate
from certification.services import facts
from learning import services as learning
from partnership.models import Person


class StillNeeded(ValueError):
    """What was asked cannot be; the message is a sentence for whoever asked."""


def take_back_assisted_result(*, attempt: UUID, person: Person, at: datetime) -> None:
    """Undo a sitting on paper or spoken, and its certificate. Twice is once.

    :raises StillNeeded: a later certificate builds on the one that came of it.
    """
    with transaction.atomic():
        try:
            Certificate.objects.filter(attempt__uuid=attempt).delete()
        except ProtectedError as error:
            raise StillNeeded(
                _("They have renewed since, and the later certificate builds on this result. It stays as it is.")
            ) from error
        learning.take_back_assisted_sitting(key=attempt, at=at)
        facts.refresh(person_ids=[person.pk])
