"""Lists from other bodies in the demo: two brought in, one waiting for Aldermoor's officer, one held for a check."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import StringIO

from accounts.models import User
from onboarding.models import ImportRun
from onboarding.services.deciding import approve_run
from onboarding.services.uploading import delete_file, map_run, receive_file
from onboarding.services.working import continue_run
from partnership.models import Organisation, open_on
from schemes.models import Licence

HEAD = (
    "authority_code", "licence_no", "licence_type", "status", "status_from", "display_name", "issue_date",
    "expiry_date", "mobile", "email",
)  # fmt: skip
ALDERMOOR, BRACKENFORD = "aldermoor-drivers.csv", "brackenford-drivers.csv"
OFFICER = "licensing@lookout.example"
BROUGHT, SENT, HELD = 26, 1, 2  # days ago
LEFT = 3  # drivers whom the waiting list no longer has
KEPT = 0.55  # how much of Brackenford's register came: a file that broke off on its way


@dataclass(frozen=True)
class Driver:
    """A line of a register; days as ISO dates."""

    licence_no: str
    licence_type: str
    status: str
    status_from: date
    display_name: str
    issue_date: date
    expiry_date: date
    email: str = ""


def lay_lists(*, on: date, at: datetime) -> None:
    """As their officers would have sent them: read, checked and applied by what anybody's list goes through."""
    then = at - timedelta(days=BROUGHT)
    for code, name in (("ALD", ALDERMOOR), ("BRA", BRACKENFORD)):
        authority = Organisation.objects.get(code=code)
        whole = register(authority, then.date())
        if not whole:  # Wealdshire in miniature
            continue
        _apply(_send(authority, name, whole, then), then)
        sent = at - timedelta(days=SENT if code == "ALD" else HELD)
        now = register(authority, sent.date())
        newer = _a_month_later(now, sent.date()) if code == "ALD" else now[: int(len(now) * KEPT)]
        _send(authority, name, newer, sent)


def register(authority: Organisation, day: date) -> list[Driver]:
    """The licences of those who were drivers on a day, in the order of their numbers."""
    in_force = open_on(day, start="assignment__starts_on", end="assignment__ends_on")
    found = Licence.objects.filter(in_force, authority=authority)
    return [
        Driver(
            each.number,
            each.kind,
            "licensed",
            each.issued_on,
            each.assignment.person.display_name,
            each.issued_on,
            each.expires_on,
            each.assignment.person.email,
        )
        for each in found.select_related("assignment__person").order_by("number")
    ]


def _a_month_later(drivers: list[Driver], day: date) -> list[Driver]:
    """A few have left, one is suspended, two are new, and one line has its days the wrong way round."""
    stayed = drivers[: -LEFT - 1]
    stayed += [replace(each, status="suspended", status_from=day) for each in drivers[-LEFT - 1 : -LEFT]]
    granted = day - timedelta(days=9)
    last = date(day.year + 3, day.month, 1)
    return [
        *stayed,
        Driver("PH-90417", "phv", "licensed", granted, "Leyla Demir", granted, last),
        Driver("HC-90418", "hackney", "licensed", granted, "Patrick Oyelaran", granted, last),
        Driver("PH-90419", "phv", "licensed", granted, "Marta Lis", last, granted),
    ]


def _send(authority: Organisation, name: str, drivers: Iterable[Driver], at: datetime) -> ImportRun:
    run = receive_file(
        data=_as_csv(authority, drivers),
        name=name,
        kind="drivers",
        organisation=authority,
        mode=ImportRun.Mode.SNAPSHOT,
        on=at.date(),
        by=User.objects.filter(email=OFFICER).first() if authority.code == "ALD" else None,
        at=at,
    )
    map_run(run=run, mapping=None, date_style="", at=at)
    continue_run(pk=run.pk, now=lambda: at)
    run.refresh_from_db()
    return run


def _apply(run: ImportRun, at: datetime) -> None:
    approve_run(run=run, by=None, reason="", at=at)
    continue_run(pk=run.pk, now=lambda: at)


def _as_csv(authority: Organisation, drivers: Iterable[Driver]) -> bytes:
    text = StringIO()
    file = csv.DictWriter(text, HEAD)
    file.writeheader()
    for driver in drivers:
        file.writerow({**vars(driver), "authority_code": authority.area.code if authority.area else "", "mobile": ""})
    return text.getvalue().encode()


def clear_lists() -> None:
    """Take these lists away, and their files."""
    runs = ImportRun.objects.filter(file_name__in=(ALDERMOOR, BRACKENFORD))
    for run in runs:
        delete_file(run)
    runs.delete()
