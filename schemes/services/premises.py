"""Premises: recorded from a register, added by hand, closed, reopened, followed by another."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from partnership import services as partnership
from partnership.models import Area, Assignment, Organisation
from schemes.models import Headcount, JoinCode, Pledge, Premises, RegisterReport, SafeguardingStep
from schemes.queries.premises import ROOT, compare_premises, premises_by_ref
from schemes.rules.facts import State
from schemes.rules.register import Change, Outcome, PremisesRow, RowRefused
from schemes.services.staff import move_staff

SAID_AGAIN = timedelta(days=28)  # from then on a register that says the same says it anew


@dataclass(frozen=True)
class Recorded:
    """What became of a row."""

    outcome: Outcome
    premises: Premises
    changes: tuple[Change, ...]


def record_premises(*, row: PremisesRow, reported_on: date) -> Recorded:
    """Record what a register that is not ours says of a premises on a day. The same row again changes nothing.

    Its dates become pledge and headcount; "active" stands for the three steps as well, since that is what the word
    means; its state, champion and number of trained staff become a `RegisterReport`. Raises RowRefused.
    """
    with transaction.atomic():
        outcome, changes = compare_premises(row=row, reported_on=reported_on)
        premises = premises_by_ref(row.premises_ref) or _new_premises(row, reported_on)
        if changes:
            _write_place(premises, row)
            _write_facts(premises, row, reported_on)
        if changes or _is_said_anew(premises, reported_on):
            _write_report(premises, row, reported_on)
    return Recorded(outcome, premises, changes)


def _is_said_anew(premises: Premises, reported_on: date) -> bool:
    last = premises.reports.filter(reported_on__lte=reported_on).order_by("-reported_on").first()
    return last is None or reported_on - last.reported_on >= SAID_AGAIN


def _district(code: str) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        raise RowRefused("district_code", code, "No district here has this code.")
    return area


def _new_premises(row: PremisesRow, reported_on: date) -> Premises:
    known_from = min(day for day in (row.pledged_on, row.declared_on, reported_on) if day)
    return _create(
        code=row.premises_ref, name=row.name, area=_district(row.district_code), kind=row.kind, known_from=known_from
    )


def _create(*, code: str, name: str, area: Area, kind: str, known_from: date, **fields: object) -> Premises:
    organisation = Organisation.objects.create(
        code=code,
        name=name,
        short_name=name[:80],
        kind=Organisation.Kind.ACCOMMODATION,
        parent=_root(known_from),
        area=area,
        valid_from=known_from,
    )
    return Premises.objects.create(organisation=organisation, kind=kind, known_from=known_from, **fields)


def _root(known_from: date) -> Organisation:
    name = "Hotels and accommodation"
    values = {"name": name, "short_name": name, "kind": Organisation.Kind.ACCOMMODATION, "valid_from": known_from}
    return Organisation.objects.get_or_create(code=ROOT, defaults=values)[0]


def _write_place(premises: Premises, row: PremisesRow) -> None:
    organisation = premises.organisation
    organisation.name, organisation.short_name = row.name, row.name[:80]
    organisation.area = _district(row.district_code)
    organisation.save(update_fields=["name", "short_name", "area"])
    premises.kind = row.kind
    premises.rooms = row.rooms if row.rooms is not None else premises.rooms
    premises.address = row.address or premises.address
    premises.postcode = row.postcode or premises.postcode
    premises.save(update_fields=["kind", "rooms", "address", "postcode"])


def _write_facts(premises: Premises, row: PremisesRow, reported_on: date) -> None:
    if row.pledged_on:
        Pledge.objects.get_or_create(
            premises=premises, signed_on=row.pledged_on, defaults={"signed_by_role": "As the register has it"}
        )
    if row.declared_on and row.declared_headcount:
        Headcount.objects.get_or_create(
            premises=premises, declared_on=row.declared_on, headcount=row.declared_headcount
        )
    if row.state is State.ACTIVE:
        confirm_steps(premises=premises, kinds=SafeguardingStep.Kind.values, on=reported_on)
    _write_feed(premises, has_feed=row.has_roster_feed, on=reported_on)
    if row.state is State.CLOSED and premises.closed_on is None:
        close_premises(premises=premises, on=reported_on)
    elif row.state is not State.CLOSED and premises.closed_on is not None:
        reopen_premises(premises=premises)


def _write_feed(premises: Premises, *, has_feed: bool, on: date) -> None:
    is_fed = premises.roster_feed_from is not None and premises.roster_feed_until is None
    if has_feed and not is_fed:
        premises.roster_feed_from, premises.roster_feed_until = on, None
    elif is_fed and not has_feed:
        premises.roster_feed_until = on
    premises.save(update_fields=["roster_feed_from", "roster_feed_until"])


def _write_report(premises: Premises, row: PremisesRow, reported_on: date) -> None:
    RegisterReport.objects.update_or_create(
        premises=premises,
        reported_on=reported_on,
        defaults={
            "state": row.state.value,
            "live_current_staff": row.live_current_staff,
            "has_champion": row.has_champion,
            "is_champion_trained": row.is_champion_trained,
        },
    )


def confirm_steps(*, premises: Premises, kinds: list[str], on: date) -> None:
    """Say that steps are taken; one in force already stays as it is."""
    in_force = set(premises.steps.filter(withdrawn_on=None).values_list("kind", flat=True))
    SafeguardingStep.objects.bulk_create(
        SafeguardingStep(premises=premises, kind=kind, confirmed_on=on) for kind in kinds if kind not in in_force
    )


def register_premises(
    *, name: str, area: Area, kind: str, on: date, address: str = "", postcode: str = "", rooms: int | None = None
) -> Premises:
    """Add a premises that nobody knew of. Look for it by its address first: `queries.addresses.alike`."""
    with transaction.atomic():
        fields = {"address": address, "postcode": postcode, "rooms": rooms}
        return _create(code=_next_code(), name=name, area=area, kind=kind, known_from=on, **fields)


def change_address(
    *, premises: Premises, address: str, postcode: str, rooms: int | None, area: Area | None = None
) -> None:
    """It moved, or was written down wrongly. Its staff, its code and its history stay; `area`: another district."""
    with transaction.atomic():
        premises.address, premises.postcode, premises.rooms = address, postcode, rooms
        premises.save(update_fields=["address", "postcode", "rooms"])
        if area and area != premises.organisation.area:
            Organisation.objects.filter(pk=premises.organisation_id).update(area=area)


def _next_code() -> str:
    """The next free number of our own: "HW-0001"."""
    taken = Organisation.objects.select_for_update().filter(code__regex=r"^HW-\d{4,}$").values_list("code", flat=True)
    return f"HW-{max((int(code[3:]) for code in taken), default=0) + 1:04}"


def close_premises(*, premises: Premises, on: date) -> None:
    """It closed: `on` is the first day. Its posts end, and its join code opens no more (pack case 19)."""
    with transaction.atomic():
        premises.closed_on = on
        premises.save(update_fields=["closed_on"])
        JoinCode.objects.filter(premises=premises, ends_on=None).update(ends_on=on)
        open_posts = Assignment.objects.filter(organisation=premises.organisation, ends_on=None)
        for post in open_posts:
            partnership.end_assignment(assignment=post, on=max(on, post.starts_on))


def reopen_premises(*, premises: Premises) -> None:
    """It is open after all, or again. Staff join anew: nobody is put back in a post."""
    premises.closed_on = None
    premises.save(update_fields=["closed_on"])


def follow_premises(*, premises: Premises, follows: Premises, on: date) -> None:
    """`premises` takes over from another that moved there or merged into it, with the staff. The other closes, its
    history stays.
    """
    with transaction.atomic():
        premises.follows = follows
        premises.save(update_fields=["follows"])
        move_staff(of=follows, to=premises, on=on)
        if follows.closed_on is None:
            close_premises(premises=follows, on=on)
