"""What this room does: keep derived facts right, award certificates, import historic ones, remind people."""

from certification.services.awards import award_certificate, award_missing
from certification.services.corrections import StillNeeded, take_back_assisted_result
from certification.services.exemptions import ExemptionRefused, end_exemption, grant_exemption
from certification.services.external import accept_external, reconcile_external
from certification.services.facts import refresh, refresh_everybody
from certification.services.history import HistoricPass, import_historic, months_of
from certification.services.prior import (
    PriorRefused,
    accept_by_rule,
    accept_prior,
    claim_prior,
    counts_until,
    decline_prior,
    erase_prior,
    forget_evidence,
    record_briefing,
)
from certification.services.reminders import last_reminded, remind_everybody, remind_now

__all__ = [
    "ExemptionRefused",
    "HistoricPass",
    "PriorRefused",
    "StillNeeded",
    "accept_by_rule",
    "accept_external",
    "accept_prior",
    "award_certificate",
    "award_missing",
    "claim_prior",
    "counts_until",
    "decline_prior",
    "end_exemption",
    "erase_prior",
    "forget_evidence",
    "grant_exemption",
    "import_historic",
    "last_reminded",
    "months_of",
    "reconcile_external",
    "record_briefing",
    "refresh",
    "refresh_everybody",
    "remind_everybody",
    "remind_now",
    "take_back_assisted_result",
]
