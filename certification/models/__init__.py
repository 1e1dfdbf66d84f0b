"""Requirements, certificates and the facts read from them. A status is never stored: it is read for a date."""

from certification.models.certificates import Certificate
from certification.models.facts import CoverPeriod, LeavePeriod, Obligation
from certification.models.prior import EquivalenceRule, PriorLearning
from certification.models.requirements import Exemption, Requirement

__all__ = [
    "Certificate",
    "CoverPeriod",
    "EquivalenceRule",
    "Exemption",
    "LeavePeriod",
    "Obligation",
    "PriorLearning",
    "Requirement",
]
