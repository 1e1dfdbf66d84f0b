"""manage.py lrs_import FILE.jsonl: take in statements, one a line, as lrs_export writes them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lrs.json_lines import NotJsonLines
from lrs.models import ImportRun
from lrs.services.credentials import agent_of
from lrs.services.importing import Outcome, import_statements

BAR = 30  # signs


class Command(BaseCommand):
    help = (
        "Takes in a file of statements, one a line. After a stop, run it again to go on. A file that was read to its "
        "end is read again from its start; nothing is stored twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--authority",
            metavar="NAME",
            help="the credential's name under which to store them all (default: the authority each one carries)",
        )
        parser.add_argument(
            "--attachments", type=Path, metavar="FOLDER", help="where lrs_export wrote the bytes of attachments"
        )
        parser.add_argument("--from-start", action="store_true", help="read the whole file again, also after a stop")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            outcome = import_statements(
                path=path,
                report=lambda number, reason: self.stderr.write(f"line {number}: {reason}"),
                progress=lambda run: self._show(run, path.stat().st_size),
                authority=agent_of(options["authority"]) if options["authority"] else None,
                from_start=options["from_start"],
                folder=options["attachments"],
            )
        except (NotJsonLines, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(outcome)

    def _show(self, run: ImportRun, size: int) -> None:
        """One line that grows on a terminal; a line for each batch in a log."""
        share = min(run.offset / max(size, 1), 1)
        bar = ("#" * round(BAR * share)).ljust(BAR, ".")
        text = f"[{bar}] {share:4.0%}  {run.line:,} lines, {run.stored:,} stored"
        self.stdout.write(text, ending="\r" if self.stdout.isatty() else "\n")

    def _say(self, outcome: Outcome) -> None:
        run = outcome.run
        if self.stdout.isatty():
            self.stdout.write("")
        if outcome.has_changed:
            self.stdout.write("What had been read of the file has changed since: it was read from its start.")
        if outcome.first_line > 1:
            self.stdout.write(f"This run, from line {outcome.first_line:,}: {_counts(outcome)}.")
        self.stdout.write(f"The file, {run.line:,} lines: {_counts(run)}.")
        if missing := run.rejected + outcome.left:
            raise CommandError(f"{missing:,} lines were not taken in; the reasons stand above.")


def _counts(of: Outcome | ImportRun) -> str:
    return f"{of.stored:,} stored, {of.known:,} were there already, {of.rejected:,} rejected"
