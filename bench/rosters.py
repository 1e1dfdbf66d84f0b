"""How fast a driver register comes in, as ratios to the ORM's bulk_create of the same rows in the same run.

    python bench/rosters.py [--size 100000] [--rounds 1]

Makes a register of that many drivers, and in a fresh database (SQLite in a new folder, or the one DATABASE_URL names:
never a live one) measures the dry run, applying it, and both for the very same file again. Then the ORM's bulk_create
writes as many rows of the same models with the same contents as the two wrote (people, assignments, licences, statuses,
terms, entries, obligations and the journal), already built, in one transaction for each 500. Memory is the process's
peak during the import over what it held before.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.setdefault("LOOKOUT_VAR_DIR", tempfile.mkdtemp(prefix="lookout-bench-")))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
os.environ["LOG_LEVEL"] = "WARNING"
sys.path[0] = str(ROOT)
django.setup()

from django.core.management import call_command  # noqa: E402  # the rest of what we import needs Django set up
from django.db import connection, models, transaction  # noqa: E402

from certification.models import Obligation, Requirement  # noqa: E402
from common import clock  # noqa: E402
from courses.models import Course  # noqa: E402
from onboarding import services  # noqa: E402
from onboarding.models import ImportRow, ImportRun, RosterEntry  # noqa: E402
from partnership.models import Area, Assignment, Organisation, Person, Role, RoleGroup, Term  # noqa: E402
from schemes.models import Licence, LicenceStatus  # noqa: E402

ON = date(2026, 11, 30)
BATCH = 500
MODELS: tuple[type[models.Model], ...] = (
    Person, Assignment, Licence, LicenceStatus, Term, RosterEntry, Obligation, ImportRow,
)  # fmt: skip
HEAD = (
    "authority_code,licence_no,licence_type,status,status_from,display_name,issue_date,expiry_date,mobile,email,"
    "preferred_language,training_evidence,school_transport,updated_at"
)


def register(size: int) -> bytes:
    """A register as an authority would send it; the same for the same size."""
    rng = random.Random(size)  # noqa: S311 - the same drivers every time, not a secret
    lines = [HEAD]
    for number in range(size):
        issued = date(2024, 1, 1) + timedelta(days=rng.randrange(1000))
        expires = issued + timedelta(days=3 * 365)
        kind = rng.choice(("phv", "phv", "hackney", "dual"))
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        lines.append(
            f"E07000991,{number:06},{kind},licensed,{issued},{name},{issued},{expires},07{number:09},,en,,n,"
            "2026-11-01T08:00:00Z"
        )
    return "\n".join(lines).encode()


FIRST = [
    f"{a}{b}" for a in ("Mo", "An", "Ru", "Sa", "Te", "Il", "Ha", "Jo") for b in ("ra", "nek", "lin", "ssa", "min")
]
LAST = [
    f"{a}{b}" for a in ("Iq", "Wój", "Mun", "Bly", "Ahm", "Pug", "Kar", "Dob") for b in ("bal", "cik", "tean", "the")
]


def lay_structure() -> None:
    area = Area.objects.create(
        code="E07000991", name="Aldermoor", short_name="Aldermoor", kind="district", valid_from=date(2009, 4, 1)
    )
    council = Organisation.objects.create(
        code="ALD", name="Aldermoor", short_name="Aldermoor", kind="council", area=area, valid_from=date(2009, 4, 1)
    )
    group = RoleGroup.objects.create(code="drivers", name="Drivers")
    for code in ("hackney_driver", "phv_driver", "dual_driver"):
        Role.objects.create(code=code, name=code, group=group)
    course = Course.objects.create(key="cse-taxi", title="Taxi", short_title="Taxi")
    Requirement.objects.create(
        name="Drivers", course=course, role_group=group, organisation=council, basis="contract", validity_months=36,
        before_start=True, effective_from=date(2018, 4, 1),
    )  # fmt: skip


@contextmanager
def timed(what: str, size: int, results: dict[str, float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    results[what] = time.perf_counter() - began
    print(f"{what} | {results[what]:.1f} s | {size / results[what]:,.0f} rows/s", flush=True)


def bring(data: bytes, label: str, size: int, results: dict[str, float]) -> ImportRun:
    run = services.receive_file(
        data=data, name="register.csv", kind="drivers", organisation=None, mode="snapshot", on=ON, by=None,
        at=clock.now(),
    )  # fmt: skip
    services.map_run(run=run, mapping=None, date_style="", at=clock.now())
    with timed(f"dry run{label}", size, results):
        services.continue_run(pk=run.pk, now=clock.now)
    run.refresh_from_db()
    services.approve_run(run=run, by=None, reason="bench", at=clock.now())
    with timed(f"apply{label}", size, results):
        services.continue_run(pk=run.pk, now=clock.now)
    run.refresh_from_db()
    return run


def bare(results: dict[str, float], size: int) -> None:
    """The same rows by bulk_create: read as objects, taken away, and written again as they were."""
    kept = {model: list(model._default_manager.order_by("pk")) for model in MODELS}
    runs = list(ImportRun.objects.all())
    with connection.cursor() as cursor:
        for model in reversed(MODELS):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - our own names
    del runs
    total = 0.0
    for model, rows in kept.items():
        began = time.perf_counter()
        for start in range(0, len(rows), BATCH):
            with transaction.atomic():
                model._default_manager.bulk_create(rows[start : start + BATCH], batch_size=BATCH)
        spent = time.perf_counter() - began
        total += spent
        print(f"  bulk_create {model.__name__} | {len(rows):,} | {spent:.1f} s", flush=True)
    results["bulk_create"] = total
    print(f"bulk_create of the same rows | {total:.1f} s | {size / total:,.0f} rows/s", flush=True)


def peak() -> float:
    """MB"""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(size: int) -> None:
    call_command("migrate", verbosity=0)
    lay_structure()
    data = register(size)
    print(f"{connection.vendor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {size:,} drivers")
    idle, results = peak(), dict[str, float]()
    first = bring(data, "", size, results)
    print(f"memory over idle | {peak() - idle:.0f} MB")
    if first.counts.get("added") != size:
        raise AssertionError(first.counts)
    again = bring(data, ", the same file again", size, results)
    if again.counts.get("unchanged") != size:
        raise AssertionError(again.counts)
    ImportRow.objects.filter(run=again).delete()
    bare(results, size)
    ours = results["dry run"] + results["apply"]
    second = results["dry run, the same file again"] + results["apply, the same file again"]
    print(f"dry run and apply / bulk_create | {ours / results['bulk_create']:.1f}")
    print(f"apply / bulk_create | {results['apply'] / results['bulk_create']:.1f}")
    print(f"first / second run | {ours / second:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    run(parser.parse_args().size)
