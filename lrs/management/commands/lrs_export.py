"""manage.py lrs_export: every statement as JSON lines, for a backup, another store or a look by other tools."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError

from lrs.services.exporting import export_attachments, exported
from lrs.validation.formats import moment

STEP = 10_000


class Writable(Protocol):
    def write(self, text: str, /) -> Any: ...


class Command(BaseCommand):
    help = "Writes statements in the order they were stored, one a line. How far it is stands on standard error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", help="only what was stored after this moment, such as 2026-11-30T09:00:00Z")
        parser.add_argument("--output", type=Path, help="a new file (default: standard output)")
        parser.add_argument(
            "--attachments", type=Path, metavar="FOLDER", help="also write the bytes of attachments, as files in here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since = _moment(options["since"])
        try:
            with _new_file(options["output"]) if options["output"] else _standard_output(self) as out:
                self._write(out, since)
            if options["attachments"]:
                options["attachments"].mkdir(parents=True, exist_ok=True)
                count = export_attachments(options["attachments"], since=since)
                self.stderr.write(f"{count:,} attachments written.")
        except BrokenPipeError as error:
            raise CommandError("Whoever was reading has stopped: not everything was written.") from error
        except OSError as error:
            raise CommandError(f"{error.filename or 'The output'} cannot be written: {error.strerror}.") from error

    def _write(self, out: Writable, since: datetime | None) -> None:
        count = 0
        for text in exported(since=since):
            out.write(f"{text}\n")
            count += 1
            if count % STEP == 0:
                self.stderr.write(f"{count:,} statements so far")
        self.stderr.write(f"{count:,} statements written.")


def _moment(text: str | None) -> datetime | None:
    found = moment(text) if text else None
    if text and found is None:
        raise CommandError(f'--since is no moment: "{text}". Write it as 2026-11-30T09:00:00Z.')
    return found


@contextmanager
def _new_file(path: Path) -> Iterator[Writable]:
    """Written beside it and named at the end: a file of this name is always whole."""
    if path.exists():
        raise CommandError(f"{path} is there already. Name a new file.")
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _standard_output(command: BaseCommand) -> Iterator[Writable]:
    try:
        yield command.stdout
        command.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again when it ends
        raise
