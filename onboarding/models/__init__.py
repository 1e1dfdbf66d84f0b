"""Rosters brought in: runs with their journal, what each roster last said of whom, and who may be whom. And the doors
people come in by themselves.

What a run has come to is read from the moments in its row; no state is stored.
"""

from onboarding.models.doors import LicenceCheck, LicenceCheckKey, Poster, PosterDay, Registration, StartCode
from onboarding.models.entries import CompetenceCode, OrganisationAlias, RosterEntry
from onboarding.models.matching import MatchingLook, Merge, Suggestion
from onboarding.models.officers import NamedOfficer
from onboarding.models.runs import ImportRow, ImportRun

__all__ = [
    "CompetenceCode",
    "ImportRow",
    "ImportRun",
    "LicenceCheck",
    "LicenceCheckKey",
    "MatchingLook",
    "Merge",
    "NamedOfficer",
    "OrganisationAlias",
    "Poster",
    "PosterDay",
    "Registration",
    "RosterEntry",
    "StartCode",
    "Suggestion",
]
