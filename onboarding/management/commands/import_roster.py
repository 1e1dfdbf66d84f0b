"""`manage.py import_roster`: the same engine as the pages, for an operator or a nightly job."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.arguments import a_day
from onboarding import services
from onboarding.kinds import KINDS
from onboarding.kinds.world import World
from onboarding.models import ImportRun
from onboarding.models.runs import RunState
from onboarding.reporting import as_json, as_lines
from partnership.models import Organisation

HELD, UNREADABLE, STOPPED = 2, 1, 3


class Command(BaseCommand):
    help = (
        "Check a roster file, and with --apply bring it in. Exits 0 applied or clean, 1 unreadable, 2 held, 3 stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="CODE", help="whose list it is; else the rows say it")
        parser.add_argument("--mode", choices=ImportRun.Mode.values, default=ImportRun.Mode.SNAPSHOT.value)
        parser.add_argument("--on", type=a_day, default=None, metavar="DATE", help="the day the list speaks of")
        parser.add_argument("--apply", action="store_true", help="apply it, unless it is held; else a dry run")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._receive(options)
        if not run.unreadable:
            services.map_run(run=run, mapping=None, date_style="", at=clock.now())
            services.continue_run(pk=run.pk, now=clock.now)
            run.refresh_from_db()
        if options["apply"] and run.state is RunState.READY:
            services.approve_run(run=run, by=None, reason="By command", at=clock.now())
            services.continue_run(pk=run.pk, now=clock.now)
            run.refresh_from_db()
        self._say(run, options["format"])
        code = {RunState.UNREADABLE: UNREADABLE, RunState.HELD: HELD, RunState.STOPPED: STOPPED}.get(run.state, 0)
        if code:
            sys.exit(code)

    def _receive(self, options: dict[str, Any]) -> ImportRun:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        on = options["on"] or clock.today()
        return services.receive_file(
            data=data,
            name=options["file"].name,
            kind=options["kind"],
            organisation=self._organisation(options["organisation"]),
            mode=options["mode"],
            on=on,
            by=None,
            at=clock.now(),
        )

    @staticmethod
    def _organisation(code: str | None) -> Organisation | None:
        if not code:
            return None
        world = World(clock.today(), clock.now())
        found = world.organisation(code)
        if found is None:
            raise CommandError(str(world.organisation_problem("--organisation", code)))
        return found

    def _say(self, run: ImportRun, shape: str) -> None:
        if shape == "json":
            self.stdout.write(json.dumps(as_json(run), ensure_ascii=False, indent=1))
            return
        for line in as_lines(run):
            self.stdout.write(line)
