"""What this room does: keep derived facts right, award certificates, import historic ones, remind people."""

from certification.services.awards import award_certificate, award_missing
from certification.services.facts import refresh, refresh_everybody
from certification.services.history import HistoricPass, import_historic
from certification.services.reminders import remind_due_soon

__all__ = [
    "HistoricPass",
    "award_certificate",
    "award_missing",
    "import_historic",
    "refresh",
    "refresh_everybody",
    "remind_due_soon",
]
