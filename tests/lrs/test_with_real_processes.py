"""A real store, killed outright and started again: what it said yes to is there once, and senders lose nothing."""

import random
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import httpx
import pytest

from common import clock
from lrs import services
from lrs.models import Forward, SetAside
from lrs.outbox import lag_of
from lrs.services import forwarding
from tests.lrs.builders import AT, Json, agent, statement
from tests.lrs.real_store import RealStore, real_store

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KILLS = 5


class Killer(threading.Thread):
    """Kills the store at KILLS random moments and starts it again."""

    def __init__(self, store: RealStore) -> None:
        super().__init__(daemon=True)
        self.store, self.kills = store, 0

    def run(self) -> None:
        while self.kills < KILLS:
            time.sleep(random.uniform(0.3, 1.5))  # noqa: S311
            self.store.kill()
            self.kills += 1
            time.sleep(random.uniform(0, 0.5))  # noqa: S311
            self.store.start()


def test_forwarding_to_a_store_that_is_killed_and_restarted_loses_and_doubles_nothing(tmp_path: Path) -> None:
    ids: list[str] = []
    with real_store(tmp_path) as store:
        fields = {"name": "Real", "endpoint": store.endpoint, "key": store.key}
        forward = forwarding.save_forward(forward=Forward(**fields), secret=store.secret)
        killer = Killer(store)
        killer.start()
        while killer.is_alive() or lag_of(forward).waiting:
            if killer.is_alive() and lag_of(forward).waiting < 1000:  # there is always something under way
                ids += map(str, services.record(statements=[statement() for _ in range(100)], at=AT))
            Forward.objects.update(next_try_at=None)  # the test does not wait as long as a sender would
            forwarding.forward_to(pk=forward.pk, now=clock.now)
            forward.refresh_from_db()
        assert killer.kills == KILLS
        assert [one["id"] for one in store.export()] == ids
    assert not SetAside.objects.exists()


class Sender(threading.Thread):
    """Posts batches of one to nine statements; a batch nobody answered is sent again, as a real sender does."""

    def __init__(self, store: RealStore, total: int) -> None:
        super().__init__(daemon=True)
        self.store, self.total = store, total
        self.acknowledged: list[str] = []
        self.batches: list[list[str]] = []  # every batch that was tried, answered or not
        self.wrong: list[str] = []

    def run(self) -> None:
        headers = {"X-Experience-API-Version": "1.0.3"}
        with httpx.Client(auth=(self.store.key, self.store.secret), headers=headers, timeout=20) as client:
            while len(self.acknowledged) < self.total:
                batch = [statement(actor=agent(str(uuid.uuid4()))) for _ in range(random.randint(1, 9))]  # noqa: S311
                self.batches.append([one["id"] for one in batch])
                self.post(client, batch)

    def post(self, client: httpx.Client, batch: list[Json]) -> None:
        for _ in range(random.randint(0, 3)):  # noqa: S311  # some give up: all of theirs is there, or none
            try:
                answer = client.post(f"{self.store.endpoint}/statements", json=batch)
            except httpx.HTTPError:
                time.sleep(0.1)
                continue
            if answer.status_code == 200:
                self.acknowledged += answer.json()
            elif answer.status_code != 503:
                self.wrong.append(answer.text)
            return


def test_a_killed_store_has_every_acknowledged_statement_once_and_none_by_halves(tmp_path: Path) -> None:
    with real_store(tmp_path) as store:
        senders = [Sender(store, 1000) for _ in range(2)]
        killer = Killer(store)
        for thread in (*senders, killer):
            thread.start()
        for sender in senders:
            sender.join(240)
        killer.join(120)
        assert killer.kills == KILLS
        found = store.export()
        there = Counter(one["id"] for one in found)
        assert set(there.values()) == {1}
        for sender in senders:
            assert sender.wrong == []
            assert len(sender.acknowledged) >= 1000
            assert set(sender.acknowledged) <= there.keys()
            for batch in sender.batches:
                assert len(there.keys() & set(batch)) in (0, len(batch))
        _each_has_its_terms(store, found)


def _each_has_its_terms(store: RealStore, found: list[Json]) -> None:
    """The four keys it is found under (actor, activity, verb, authority) were written with it."""
    script = """
from lrs.models import Statement, Term
from django.db.models import Count
print(Statement.objects.annotate(n=Count("terms")).exclude(n=4).count())
"""
    kinds = store.manage("shell", "-v0", "-c", script).strip()
    assert kinds == "0", f"{kinds} of {len(found)} statements lack terms"
