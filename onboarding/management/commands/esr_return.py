"""`manage.py esr_return ORGANISATION`: the competence file for a trust's ESR, on standard output or in a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.arguments import a_day
from onboarding import esr_return
from partnership.models import Organisation


class Command(BaseCommand):
    help = "Write who holds which competence, by assignment number, for the trust's ESR to take in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="the trust's code")
        parser.add_argument("--on", type=a_day, default=None, metavar="DATE", help="as at this day; default today")
        parser.add_argument("--since", type=a_day, default=None, metavar="DATE", help="only what was achieved since")
        parser.add_argument("--out", type=Path, default=None, help="a file to write; default standard output")

    def handle(
        self, *args: object, organisation: str, on: date | None, since: date | None, out: Path | None, **options: object
    ) -> None:
        trust = Organisation.objects.filter(code=organisation).first()
        if trust is None:
            raise CommandError(f"No organisation has the code {organisation}.")
        try:
            text = esr_return.as_file(trust, on=on or clock.today(), since=since)
        except esr_return.NoCodes as error:
            raise CommandError(
                f"{organisation} has no competence codes. Add them in the CMS under Roster codes, Competence codes."
            ) from error
        if out:
            out.write_text(text, encoding="utf-8", newline="")
            self.stdout.write(f"{len(text.splitlines()) - 1} competences written to {out}.")
        else:
            self.stdout.write(text, ending="")
