"""manage.py lrs_import FILE.jsonl: take in statements, one a line, as lrs_export writes them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lrs.json_lines import NotJsonLines
from lrs.models import ImportRun
from lrs.services.credentials import agent_of
from lrs.services.importing import import_statements


class Command(BaseCommand):
    help = "Takes in a file of statements, one a line. Run it again to go on after a stop; nothing is stored twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--authority",
            metavar="NAME",
            help="the credential's name under which to store them all (default: the authority each one carries)",
        )
        parser.add_argument("--from-start", action="store_true", help="read the whole file again")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        rejected: list[int] = []

        def report(number: int, reason: str) -> None:
            rejected.append(number)
            self.stderr.write(f"line {number}: {reason}")

        def progress(run: ImportRun) -> None:
            share = 100 * run.offset // max(path.stat().st_size, 1)
            self.stdout.write(f"{share:3d}%  {run.line} lines, {run.stored} stored")

        try:
            run = import_statements(
                path=path,
                report=report,
                progress=progress,
                authority=agent_of(options["authority"]) if options["authority"] else None,
                from_start=options["from_start"],
            )
        except (NotJsonLines, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{run.stored} stored, {run.known} were there already, {run.rejected} rejected.")
        if rejected:
            raise CommandError(f"{len(rejected)} lines were not taken in; the reasons stand above.")
