"""Schemes: taxi licences and Hotel Watch premises, as the facts that were told us, with their days.

What they mean on a day (a licence in force, a premises active or lapsed, its grade and coverage) is read, never stored.
Spans have an inclusive start and an exclusive end, as in `partnership`; a moment in the past is a plain date.
"""

from schemes.models.licences import Licence, LicenceStatus
from schemes.models.premises import (
    Badge,
    Champion,
    Decline,
    Headcount,
    Pledge,
    Premises,
    PremisesRequest,
    RegisterReport,
    SafeguardingStep,
)
from schemes.models.sessions import Attendance, Booking, ResultCorrection, Session, SessionWish
from schemes.models.staff import JoinCode, StaffConfirmation, StaffInvitation, StaffLink
from schemes.models.visits import Contact, TestVisit

__all__ = [
    "Attendance",
    "Badge",
    "Booking",
    "Champion",
    "Contact",
    "Decline",
    "Headcount",
    "JoinCode",
    "Licence",
    "LicenceStatus",
    "Pledge",
    "Premises",
    "PremisesRequest",
    "RegisterReport",
    "ResultCorrection",
    "SafeguardingStep",
    "Session",
    "SessionWish",
    "StaffConfirmation",
    "StaffInvitation",
    "StaffLink",
    "TestVisit",
]
