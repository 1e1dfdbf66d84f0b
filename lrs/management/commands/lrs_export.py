"""manage.py lrs_export: every statement as JSON lines, for a backup, another store or a look by other tools."""

from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lrs.services.exporting import exported
from lrs.validation.formats import moment


def a_moment(text: str) -> datetime:
    found = moment(text)
    if found is None:
        raise ArgumentTypeError("must be an ISO 8601 timestamp such as 2026-11-30T09:00:00Z")
    return found


class Command(BaseCommand):
    help = "Writes statements in the order they were stored, one a line. The bytes of attachments are not among them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=a_moment, help="only what was stored after this moment")
        parser.add_argument("--output", type=Path, help="a new file (default: standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["output"]
        with path.open("x", encoding="utf-8") if path else nullcontext(self.stdout) as out:
            for text in exported(since=options["since"]):
                out.write(f"{text}\n")
