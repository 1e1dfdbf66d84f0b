"""`manage.py coverage --on DATE`: the figures by group, computed from rows, for people and for scripts."""

import json
from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand

from common import clock
from common.arguments import a_day
from reporting.hotels import flat, hotel_figures
from reporting.queries import View, coverage
from reporting.tables import COLUMNS, flat_rows


class Command(BaseCommand):
    help = "Coverage on a date, by group."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, default=None, metavar="DATE", help="as at this day; default today")
        parser.add_argument("--by", choices=["group"], default="group")
        parser.add_argument(
            "--view",
            choices=[view.value for view in View],
            default=View.LEADERS.value,
            help="leaders: small numbers suppressed (default); operational: every number",
        )
        parser.add_argument("--hotels", action="store_true", help="the hotels: grades, coverage, unknowns")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: object, **options: object) -> None:
        on = options["on"] or clock.today()
        if options["hotels"]:
            self._write_hotels(on, View(str(options["view"])), str(options["format"]))  # type: ignore[arg-type]
            return
        rows = flat_rows(coverage(on, view=View(str(options["view"]))))  # type: ignore[arg-type]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
            return
        self._write_table(rows)

    def _write_hotels(self, on: date, view: View, form: str) -> None:
        figures = hotel_figures(on, is_suppressed=view is View.LEADERS)
        told = flat(figures) if figures else {}
        if form == "json":
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for name, value in told.items():
            self.stdout.write(f"{name:<12}  {value}")

    def _write_table(self, rows: list[dict[str, object]]) -> None:
        texts = [[str(row[c]) if row[c] is not None else "" for c in COLUMNS] for row in rows]
        widths = [max(len(line[i]) for line in [list(COLUMNS), *texts]) for i in range(len(COLUMNS))]
        for line in [list(COLUMNS), *texts]:
            cells = [
                cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))
            ]
            self.stdout.write("  ".join(cells).rstrip())
