"""Real worker and beat processes, on the embedded broker and on Redis: what falls due is done, and killing loses
nothing.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
PATIENCE = 90  # seconds
CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "config")
QUEUE = """
from common import clock
from messaging.services import queue_message
context = {"course": "Taxi", "due": "1 December 2026", "link": "http://x"}
queue_message(dedupe_key="KEY", recipient="a@post.example", template="due_soon", context=context, at=clock.now())
"""

pytestmark = pytest.mark.slow


class Place:
    """A folder of its own with a migrated database, and the processes started on it."""

    def __init__(self, folder, broker):
        self.folder, self.running = folder, []
        self.env = {
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")},
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "LOOKOUT_VAR_DIR": str(folder),
            "CELERY_BROKER_URL": broker,
            "PYTHONWARNINGS": "ignore",
            "SWEEP_SECONDS": "5",
        }

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True)

    def start(self, *arguments):
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        process = subprocess.Popen([*CELERY, *arguments], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def worker(self):
        return self.start("worker", "-c", "1", "-l", "WARNING", "--without-gossip", "--without-mingle")

    def beat(self):
        return self.start("beat", "-l", "WARNING", "--pidfile=", "-s", str(self.folder / "beat"))

    def queue(self, key):
        self.manage("shell", "-c", QUEUE.replace("KEY", key))

    def sent(self):
        """Keys of the messages that were sent, read past Django."""
        with closing(sqlite3.connect(self.folder / "lookout.sqlite3", timeout=20)) as database:
            rows = database.execute("select dedupe_key from messaging_message where sent_at is not null")
            return {key for (key,) in rows}

    def mails(self):
        return len(list((self.folder / "mail").glob("*"))) if (self.folder / "mail").exists() else 0

    def wait_for(self, wanted):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.sent() == wanted:
                return
            time.sleep(1)
        logs = "\n".join(path.read_text() for path in self.folder.glob("*.log"))
        pytest.fail(f"sent {self.sent()}, wanted {wanted}\n{logs}")

    def stop(self):
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(timeout=60)


@pytest.fixture(params=["filesystem://", REDIS], ids=["embedded", "redis"])
def place(request, tmp_path):
    made = Place(tmp_path, request.param)
    made.manage("migrate", "-v0")
    yield made
    made.stop()


def test_beat_and_worker_send_what_is_due_and_a_killed_worker_loses_nothing(place):
    place.queue("first")
    worker = place.worker()
    place.beat()
    place.wait_for({"first"})
    worker.kill()
    place.queue("second")
    place.worker()
    place.wait_for({"first", "second"})
    assert place.mails() == 2
