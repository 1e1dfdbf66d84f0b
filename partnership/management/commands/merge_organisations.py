"""`manage.py merge_organisations MAPPING.csv --on DATE [--apply]`: a merger by its table of codes, old and new."""

import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.arguments import a_day
from partnership import successions


class Command(BaseCommand):
    help = "Carry out a merger. Without --apply, say what it would move and change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mapping", type=Path, help="a CSV file with the columns old_code and new_code")
        parser.add_argument("--on", type=a_day, required=True, metavar="DATE", help="the first day of the new ones")
        parser.add_argument("--apply", action="store_true", help="move; without it nothing changes")

    def handle(self, *args: object, mapping: Path, on: date, apply: bool, **options: object) -> None:
        try:
            planned = successions.plan(_lines(mapping), on=on)
        except successions.Refused as error:
            raise CommandError(str(error)) from error
        if apply:
            done = successions.carry_out(planned, at=clock.now())
        else:
            done = [successions.outcome(each) for each in planned]
        for each in done:
            word = "moved" if apply else "would move"
            self.stdout.write(
                f"{each.predecessor} to {each.successor} on {each.on:%d/%m/%Y}: "
                f"{word} {each.assignments} assignments and {each.grants} access grants."
            )
        self.stdout.write("Requirements are not moved: what the new organisations ask is theirs to decide.")


def _lines(mapping: Path) -> list[tuple[str, str]]:
    try:
        with mapping.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{mapping} cannot be read as a CSV file in UTF-8: {error}") from error
    if not rows or not {"old_code", "new_code"} <= rows[0].keys():
        raise CommandError(f"{mapping} needs the columns old_code and new_code, and a line for each organisation.")
    return [(row["old_code"].strip(), row["new_code"].strip()) for row in rows]
