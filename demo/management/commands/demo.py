"""`manage.py demo`: the fictional partnership Wealdshire, laid out around a day."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.arguments import a_day
from demo.models import Layout
from demo.personas import PERSONAS
from demo.services.laying import lay_out
from demo.services.logins import demo_password


class Command(BaseCommand):
    help = "Lay out the fictional partnership Wealdshire around a day (default today). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, default=None, metavar="DATE", help="the day to lay it out around")
        parser.add_argument(
            "--people", choices=["full", "none"], default="full", help="none: structure and courses only"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where a demo is laid out already")
        parser.add_argument("--accounts", action="store_true", help="only print the demo accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("The demo is for demo mode only: these settings have DEMO_MODE off.")
        if options["accounts"]:
            self._print_accounts()
            return
        if options["if_empty"] and Layout.objects.filter(completed_at__isnull=False).exists():
            return
        begun = time.monotonic()
        on = options["on"] or clock.today()
        changed = lay_out(on=on, at=clock.now(), with_people=options["people"] == "full", say=self._say)
        what = "laid out" if changed else "was laid out already; nothing changed"
        self.stdout.write(f"Wealdshire around {on}: {what} ({time.monotonic() - begun:.0f} s).")
        self._print_accounts()

    def _say(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        self.stdout.flush()

    def _print_accounts(self) -> None:
        self.stdout.write(f"Demo accounts, all with the password {demo_password()}")
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.email:<30} {persona.shown_as}")
        self.stdout.write(f"Or be any of them with one press: {settings.PUBLIC_URL}/try/")
