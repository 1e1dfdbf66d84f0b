"""The drivers' licences and the members' terms: three-year licences on the days the timelines tell, numbers invented.

A licence is renewed every three years from its first grant, trained or not: who is late stands on the officer's lists
because of the rows, and by nobody's hand.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from common.dates import add_months
from partnership.models import Assignment, Term
from schemes.models import Licence, LicenceStatus
from schemes.rules.licences import number_key

if TYPE_CHECKING:
    from demo.services.people import Placed

LICENCE_MONTHS, TERM_MONTHS = 36, 48
KINDS = {"hackney_driver": ("HC", "hackney"), "phv_driver": ("PH", "phv"), "dual_driver": ("DL", "dual")}
FIRST_NUMBER = 2041
SCHOOL_RUN = 9  # every so many drivers


def number_licences(placed: Sequence["Placed"]) -> None:
    """Give each driver's assignment its number on the register, before the rows are written."""
    drivers = [p.assignment for p in placed if p.assignment.contract == Assignment.Contract.LICENSED]
    for index, assignment in enumerate(drivers, start=FIRST_NUMBER):
        assignment.reference = f"{KINDS[assignment.role.code][0]}-{index:05}"


def lay_licences(placed: Sequence["Placed"], on: date, at: datetime) -> None:
    drivers = [p.assignment for p in placed if p.assignment.contract == Assignment.Contract.LICENSED]
    licences = [_licence(assignment, on, index) for index, assignment in enumerate(drivers)]
    Licence.objects.bulk_create(licences, batch_size=500)
    LicenceStatus.objects.bulk_create(
        (
            LicenceStatus(
                licence=licence, status=LicenceStatus.Kind.LICENSED, holds_from=licence.issued_on, recorded_at=at
            )
            for licence in licences
        ),
        batch_size=500,
    )
    members = [p.assignment for p in placed if p.assignment.contract == Assignment.Contract.ELECTED]
    terms = [term for licence in licences for term in _licence_terms(licence)]
    terms += [_term(assignment, assignment.starts_on, TERM_MONTHS) for assignment in members]
    Term.objects.bulk_create(terms, batch_size=500)


def _licence(assignment: Assignment, on: date, index: int) -> Licence:
    issued_on = newest_grant(assignment.starts_on, on)
    return Licence(
        assignment=assignment,
        authority=assignment.organisation,
        number=assignment.reference,
        number_key=number_key(assignment.reference),
        kind=KINDS[assignment.role.code][1],
        issued_on=issued_on,
        expires_on=_last_day(issued_on),
        is_school_transport=index % SCHOOL_RUN == 0,
    )


def newest_grant(first: date, on: date) -> date:
    """The day of the grant or renewal that is in force on `on`, three years after three years from the first."""
    grants = 0
    while add_months(first, LICENCE_MONTHS * (grants + 1)) <= on:
        grants += 1
    return add_months(first, LICENCE_MONTHS * grants)


def _last_day(issued_on: date) -> date:
    return add_months(issued_on, LICENCE_MONTHS) - timedelta(days=1)


def _licence_terms(licence: Licence) -> Iterator[Term]:
    """What was held before the licence in force, as one term, and that licence's own."""
    first = licence.assignment.starts_on
    if first < licence.issued_on:
        yield Term(assignment=licence.assignment, starts_on=first, ends_on=licence.issued_on)
    yield _term(licence.assignment, licence.issued_on, LICENCE_MONTHS)


def _term(assignment: Assignment, starts_on: date, months: int) -> Term:
    return Term(assignment=assignment, starts_on=starts_on, ends_on=add_months(starts_on, months))
