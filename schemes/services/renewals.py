"""Reminders to drivers before their licence ends, where they would not be trained on that day (pack section 6.2)."""

from datetime import date, datetime

from certification.services import reminders
from partnership.models import Organisation
from schemes.queries.licences import Shelf, drivers, on_shelf

STEPS = (90, 60, 30, 7)  # days before the licence's last day, widest first


def remind_before_renewal(*, on: date, at: datetime) -> int:
    """Queue what falls to `on`, each step once; returns how many are new. It informs: a person decides."""
    authorities = Organisation.objects.filter(licences__isnull=False).distinct().values_list("pk", flat=True)
    found = drivers(list(authorities), on).filter(on_shelf(Shelf.GATE, on) | on_shelf(Shelf.RUNS_SHORT, on))
    found = found.exclude(assignment__person__email="", assignment__person__mobile="")
    return sum(_remind(each, on, at) for each in found.select_related("requirement__course").iterator(chunk_size=500))


def _remind(obligation: object, on: date, at: datetime) -> int:
    licence = obligation.assignment.licence  # type: ignore[attr-defined]  # an annotated obligation
    step = [step for step in STEPS if (licence.expires_on - on).days <= step][-1]
    key = f"{licence.pk}:{step}"
    return reminders.remind(obligation, kind="gate", template="licence_gate", key=key, due=licence.expires_on, at=at)
