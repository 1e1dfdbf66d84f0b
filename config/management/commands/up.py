"""`manage.py up`: web, worker and beat in one process tree, on whatever the settings name. What `make run` runs."""

import io
import os
import shlex
import signal
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import honcho.compat
import honcho.manager
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.upkeep import bring_up_to_date

# A worker gets this long to end what it is doing; honcho's own five seconds would cut a task in half.
SECONDS_TO_STOP = 30
WORKER = (
    "-m",
    "celery",
    "--quiet",
    "-A",
    "config",
    "worker",
    "-c",
    "2",
    "-l",
    "WARNING",
    "--without-gossip",
    "--without-mingle",
)
BEAT = ("-m", "celery", "--quiet", "-A", "config", "beat", "-l", "WARNING", "--pidfile=")


class Processes(honcho.compat.ProcessManager):
    """Tells only the leader of a process group to stop: honcho tells all of it, and would cut a task in half."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


class Command(BaseCommand):
    help = "Start everything: web, worker and beat, after bringing database, static files and demo up to date."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default: PORT, or 8000"
        )
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="default: HOST, or 127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_a_port_in_use(host, port)
        for words in bring_up_to_date():
            self.say(words)
        if settings.DEMO_MODE:
            call_command("demo", if_empty=True, stdout=self.stdout)
        welcome = self.welcome(host, port)
        connections.close_all()
        sys.exit(self.run_all(host, port, welcome))

    def run_all(self, host: str, port: int, welcome: str) -> int:
        honcho.manager.KILL_WAIT = SECONDS_TO_STOP
        manager = honcho.manager.Manager()
        manager._procmgr = Processes()
        environment = {"PYTHONWARNINGS": "ignore", **os.environ, "PYTHONUNBUFFERED": "1"}
        for name, command in commands(host, port).items():
            line = f"exec {shlex.join((sys.executable, *command))}"
            manager.add_process(name, line, env=environment, cwd=str(settings.BASE_DIR))
        threading.Thread(target=self.greet_when_it_answers, args=(host, port, welcome), daemon=True).start()
        manager.loop()
        return int(manager.returncode or 0) if manager.returncode not in (130, 143) else 0

    def welcome(self, host: str, port: int) -> str:
        text = io.StringIO()
        text.write(f"\nLookout answers at http://{host}:{port}/   (Ctrl-C stops it)\n")
        if settings.DEMO_MODE:
            call_command("demo", accounts=True, stdout=text)
        return text.getvalue()

    def greet_when_it_answers(self, host: str, port: int, welcome: str) -> None:
        for _ in range(600):
            if answers(host, port):
                self.say(welcome)
                return
            time.sleep(0.2)

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def commands(host: str, port: int) -> dict[str, tuple[str, ...]]:
    """What each process runs, after Python's own name."""
    web = ("-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}", "--threads", "8", "--no-control-socket")
    workers = ("--workers", os.environ.get("WEB_WORKERS", "1"), "--graceful-timeout", "10", "--log-level", "warning")
    return {"web": (*web, *workers), "worker": WORKER, "beat": (*BEAT, "-s", settings.CELERY_BEAT_SCHEDULE_FILENAME)}


def answers(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def refuse_a_port_in_use(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Lookout cannot use port {port} on {host}: {error.strerror}. "
                f"Stop what runs there, or choose another port: PORT={port + 1} make run"
            ) from error
