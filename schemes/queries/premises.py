"""Finding premises, and what a register's row would change of one."""

from datetime import date

from partnership.models import Organisation
from schemes.models import Premises
from schemes.rules.register import Change as Change
from schemes.rules.register import Outcome, PremisesRow, check, differences

KINDS = frozenset(Premises.Kind.values)
ROOT = "HOTELS"  # the organisation under which all premises stand: a coordinator's grant is on it


def scheme_root() -> Organisation | None:
    return Organisation.objects.filter(code=ROOT).first()


def premises_by_ref(ref: str) -> Premises | None:
    return Premises.objects.select_related("organisation__area").filter(organisation__code=ref).first()


def compare_premises(*, row: PremisesRow, reported_on: date) -> tuple[Outcome, tuple[Change, ...]]:
    """What `services.premises.record_premises` would do with the row, without doing it. Raises RowRefused."""
    check(row, reported_on=reported_on, kinds=KINDS)
    premises = premises_by_ref(row.premises_ref)
    changes = differences(row, held_of(premises, on=reported_on) if premises else {})
    if premises is None:
        return Outcome.ADDED, changes
    return (Outcome.CHANGED if changes else Outcome.UNCHANGED), changes


def held_of(premises: Premises, *, on: date) -> dict[str, object]:
    """What is held of a premises, in the fields of a register's row."""
    report = premises.reports.filter(reported_on__lte=on).order_by("-reported_on").first()
    headcount = premises.headcounts.filter(declared_on__lte=on).order_by("-declared_on", "-pk").first()
    pledge = premises.pledges.filter(signed_on__lte=on).order_by("-signed_on").first()
    organisation = premises.organisation
    return {
        "premises_ref": organisation.code,
        "name": organisation.name,
        "district_code": organisation.area.code if organisation.area else "",
        "kind": premises.kind,
        "rooms": premises.rooms,
        "address": premises.address,
        "postcode": premises.postcode,
        "pledged_on": pledge.signed_on if pledge else None,
        "declared_headcount": headcount.headcount if headcount else None,
        "declared_on": headcount.declared_on if headcount else None,
        "has_roster_feed": premises.roster_feed_from is not None and premises.roster_feed_until is None,
        "state": report.state if report else "",
        "has_champion": bool(report and report.has_champion),
        "is_champion_trained": bool(report and report.is_champion_trained),
        "live_current_staff": report.live_current_staff if report else 0,
    }
