"""`manage.py month_ends`: the figures kept of month ends; fill the first ones, hold them against the rows, restate."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.arguments import a_day
from reporting import services
from reporting.models import Snapshot
from reporting.months import SHOWN
from reporting.queries.month_ends import in_force, moved_since


class Command(BaseCommand):
    help = "The figures kept of month ends: list them, fill the first ones, hold them against the rows, restate one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fill", action="store_true", help=f"keep the last {SHOWN} that were not kept yet")
        parser.add_argument("--check", action="store_true", help="count each again, and say what has moved since")
        parser.add_argument("--restate", type=a_day, metavar="DATE", help="count a kept day again, beside the old one")
        parser.add_argument("--why", default="", help="why it is restated; never names anybody")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restate"]:
            self._restate(options["restate"], options["why"])
        elif options["fill"]:
            kept = services.fill(on=clock.today(), at=clock.now())
            self.stdout.write(f"{len(kept)} month ends kept.")
        else:
            for snapshot in in_force(date.max, SHOWN):
                self.stdout.write(self._line(snapshot, is_checked=options["check"]))

    def _restate(self, on: date, why: str) -> None:
        try:
            services.restate(on=on, at=clock.now(), why=why)
        except Snapshot.DoesNotExist:
            raise CommandError(f"No figures of {on} were kept.") from None
        except ValueError as problem:
            raise CommandError(f"{problem} Add --why.") from None
        self.stdout.write(f"{on} counted again; what was kept before stays beside it.")

    def _line(self, snapshot: Snapshot, *, is_checked: bool) -> str:
        words = f"{snapshot.on}  counted {snapshot.counted_at:%Y-%m-%d %H:%M}  {snapshot.rule}"
        if snapshot.why:
            words += f"  restated: {snapshot.why}"
        if is_checked:
            moved = len(moved_since(snapshot))
            words += f"  {moved} cells moved since" if moved else "  agrees with the rows"
        return words
