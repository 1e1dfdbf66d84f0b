"""`manage.py course import FILE…` and `manage.py course check FILE…`."""

from argparse import ArgumentParser, BooleanOptionalAction
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from common import clock
from courses import services
from courses.format import CourseFile, CourseFileError, read_checked


class Command(BaseCommand):
    help = "Check course files (cse-course/1), or bring them into the CMS. A file with a problem changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="Say what is wrong with each file, line by line.")
        bring = verbs.add_parser("import", help="Make each file a course page, and publish it.")
        for verb in (check, bring):
            verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
        bring.add_argument("--publish", default=True, action=BooleanOptionalAction, help="Publish at once (default).")
        bring.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DATE",
            help="The day for local inserts with no checked_on (today).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        courses = self._read_all(options["files"])
        if options["verb"] == "check":
            for path, course in courses:
                self.stdout.write(f"{path.name}: no problems. {_summary(course)}")
            return
        self._import_all([path for path, _ in courses], options["on"] or clock.today(), publish=options["publish"])

    def _read_all(self, paths: list[Path]) -> list[tuple[Path, CourseFile]]:
        """Every file, checked before any is brought in. Names all problems of all files, then stops."""
        read: list[tuple[Path, CourseFile]] = []
        broken = 0
        for path in paths:
            try:
                read.append((path, read_checked(path.read_bytes())))
            except OSError as error:
                broken += 1
                self.stderr.write(f"{path}: cannot be read: {error.strerror}.")
            except CourseFileError as error:
                broken += 1
                self._tell(path, error)
        if broken:
            raise CommandError(f"{_files(broken)} cannot be used. Nothing was changed.")
        return read

    def _import_all(self, paths: list[Path], on: date, *, publish: bool) -> None:
        try:
            with transaction.atomic():
                for path in paths:
                    self._import(path, on, publish=publish)
        except CourseFileError as error:
            raise CommandError("Nothing was changed.") from error

    def _import(self, path: Path, on: date, *, publish: bool) -> None:
        try:
            done = services.import_course(text=path.read_bytes(), on=on, at=clock.now(), publish=publish)
        except CourseFileError as error:
            self._tell(path, error)
            raise
        version = f"version {done.version.number} is live" if done.version else "a draft, not published"
        self.stdout.write(f"{path.name}: {done.course.key} {done.outcome}, {version}.")
        for note in done.notes:
            self.stdout.write(f"  Note: {note}")

    def _tell(self, path: Path, error: CourseFileError) -> None:
        for problem in error.problems:
            self.stderr.write(f"{path}: {problem}")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _summary(course: CourseFile) -> str:
    return (
        f"{course.settings.id}: {len(course.lessons)} lessons, {len(course.scenarios)} scenarios, "
        f"{len(course.questions)} questions, {len(course.refresher.questions)} refresher questions."
    )
