"""Passing statements on to other stores: in order, from a cursor, whatever becomes of the line (docs/adr/0020).

One run at a time for each store, by a lease. A batch counts when the store has answered yes; until then the cursor
stays. So a batch may be sent twice, which its ids make harmless, and is never passed over. The cursor stays behind
`consistent_through`, so a statement that is being written is not skipped.

What is not a yes may be an outage, or one statement that the other store falls over. With each try that failed the
batches get smaller, until each statement goes alone; and one is set aside only when the store takes others between
several failures at it. So no outage, however long, sets anything aside.
"""

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from lrs import outbox
from lrs.models import Forward, SetAside
from lrs.outbound import Conflicting, OtherStore, Outage, Parcel, Refused
from lrs.sealing import CannotOpen, seal, unseal

logger = logging.getLogger(__name__)
BATCH = 50
SMALLER = 4  # a batch is this many times smaller after each try that failed
TRIALS = 3  # failures at a statement, with another taken after each, before it is set aside
MOST_AGAIN = 500  # statements sent again at once
# As long as one exchange takes with all its timeouts (lrs.outbound). A run that is slower still loses the lease and
# with it the cursor, and sends nothing twice that counts; a killed one is followed after this time.
LEASE = timedelta(seconds=75)
LONGEST_RUN = timedelta(seconds=50)  # then the next run goes on
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
SETTINGS = ("name", "endpoint", "key", "speaks", "is_on", "verb", "activity_prefix", "authority")
HEALTHY: dict[str, Any] = {"failures": 0, "last_error": "", "next_try_at": None}
CONFLICT = "The other store holds a different statement under this id."
FAILS_AT_IT = "The other store fails at this statement while it takes others."

Clock = Callable[[], datetime]
Connect = Callable[[Forward], OtherStore]


class LeaseLost(Exception):
    """Another run has taken over."""


@dataclass
class Run:
    """One run's hold on a store."""

    forward: Forward
    lease: uuid.UUID
    store: OtherStore
    now: Clock

    def deliver(self, parcels: Sequence[Parcel]) -> None:
        """Hand over statements in order, halving a refused batch until the refused one stands alone."""
        try:
            self.store.post(parcels)
        except Refused as refusal:
            if len(parcels) > 1:
                middle = len(parcels) // 2
                self.deliver(parcels[:middle])
                self.deliver(parcels[middle:])
            elif isinstance(refusal, Conflicting) and self.store.holds(parcels[0]):
                self.advance(parcels, sent=1)  # some stores answer a repeat with 409
            else:
                self.set_aside(parcels[0], CONFLICT if isinstance(refusal, Conflicting) else str(refusal))
        else:
            self.advance(parcels, sent=len(parcels))

    def deliver_alone(self, parcel: Parcel, *, trials: int = TRIALS) -> None:
        """Hand over one that may be why nothing gets through. Raises Outage unless the store takes others meanwhile."""
        failure = ""
        for _ in range(trials):
            self.keep()
            try:
                self.deliver([parcel])
            except Outage as outage:
                if not outage.is_reached or not self.takes_another(parcel):
                    raise
                failure = str(outage)
            else:
                return
        self.set_aside(parcel, f"{FAILS_AT_IT} {failure}")

    def takes_another(self, parcel: Parcel) -> bool:
        """Whether the store says yes to some other statement now: to one it has already, if there is one."""
        for other in outbox.others_than(self.forward, parcel.place):
            self.keep()
            try:
                self.store.post([other])
            except Conflicting:
                return True
            except (Outage, Refused):
                continue
            return True
        return False

    def advance(self, parcels: Sequence[Parcel], *, sent: int) -> None:
        places = [parcel.place for parcel in parcels]
        with transaction.atomic():
            SetAside.objects.filter(forward=self.forward, statement__in=places).delete()
            self.move(max(places), sent=F("sent") + sent, last_sent_at=self.now(), **HEALTHY)

    def set_aside(self, parcel: Parcel, reason: str) -> None:
        said = {"reason": reason, "at": self.now()}
        with transaction.atomic():
            SetAside.objects.update_or_create(forward=self.forward, statement_id=parcel.place, defaults=said)
            self.move(parcel.place, **HEALTHY)

    def keep(self) -> None:
        """Renew the lease: exchanges that fail move nothing."""
        self.move(0)

    def move(self, place: int, **changes: Any) -> None:
        """The cursor goes forward, never back; the lease is renewed. Raises LeaseLost."""
        held = Forward.objects.filter(pk=self.forward.pk, lease=self.lease, is_on=True)
        if not held.update(cursor=Greatest(F("cursor"), Value(place)), leased_until=self.now() + LEASE, **changes):
            raise LeaseLost


def connect(forward: Forward) -> OtherStore:
    """Raises Outage when the secret cannot be opened."""
    try:
        return OtherStore(forward.endpoint, forward.key, unseal(forward.sealed_secret))
    except CannotOpen as error:
        raise Outage(str(error)) from error


def forward_to(*, pk: int, now: Clock, connect: Connect = connect) -> int:
    """Send what waits for one store, for at most LONGEST_RUN, and return how many it has taken."""
    before = _sent(pk)
    until = now() + LONGEST_RUN
    _with_lease(pk, now, connect, lambda run: _send(run, until=until))
    return _sent(pk) - before


def refused_by(forward: Forward, *, since: datetime | None = None) -> "QuerySet[SetAside]":
    """What was set aside for a store, at or after a moment; in the order of the journal."""
    rows = forward.set_aside.order_by("statement_id")
    return rows.filter(at__gte=since) if since else rows


def send_again(
    *, forward: Forward, now: Clock, since: datetime | None = None, most: int = MOST_AGAIN, connect: Connect = connect
) -> None:
    """Try what was set aside `since` once more, in order: at most so many, and for at most LONGEST_RUN.

    An outage is noted and keeps the rest.
    """
    places = list(refused_by(forward, since=since).values_list("statement_id", flat=True)[:most])
    until = now() + LONGEST_RUN

    def work(run: Run) -> None:
        for place in places:
            for parcel in outbox.parcels_of(forward, [place]):
                run.deliver_alone(parcel, trials=1)
            if run.now() >= until:
                return

    Forward.objects.filter(pk=forward.pk).update(next_try_at=None)
    _with_lease(forward.pk, now, connect, work)


def due_forwards(at: datetime) -> list[int]:
    """The stores a run may start for now."""
    return list(Forward.objects.filter(*_may_start(at), is_on=True).order_by("id").values_list("id", flat=True))


def save_forward(*, forward: Forward, secret: str = "") -> Forward:
    """Keep a store's settings; an empty secret leaves the one there is. What waits is tried at once."""
    if secret:
        forward.sealed_secret = seal(secret)
    forward.next_try_at = None
    settings = [*SETTINGS, "sealed_secret", "next_try_at"]  # and not the cursor, which a run may be moving
    forward.save(update_fields=settings if forward.pk else None)
    return forward


def _with_lease(pk: int, now: Clock, connect: Connect, work: Callable[[Run], None]) -> None:
    lease = _take_lease(pk, now())
    if lease is None:
        return
    forward = Forward.objects.get(pk=pk)
    try:
        with connect(forward) as store:
            work(Run(forward, lease, store, now))
    except Outage as outage:
        _note_outage(forward, lease, outage, now())
    except LeaseLost:
        logger.info("Another run has taken over sending to store %s.", pk)
    finally:
        Forward.objects.filter(pk=pk, lease=lease).update(lease=None, leased_until=None)


def _take_lease(pk: int, at: datetime) -> uuid.UUID | None:
    """A claim on this store's runs, or None when it is off, waits after a failure, or is somebody's already."""
    lease = uuid.uuid4()
    free = Forward.objects.filter(*_may_start(at), pk=pk, is_on=True)
    return lease if free.update(lease=lease, leased_until=at + LEASE) else None


def _may_start(at: datetime) -> tuple[Q, Q]:
    is_free = Q(leased_until=None) | Q(leased_until__lt=at)
    return is_free, Q(next_try_at=None) | Q(next_try_at__lte=at)


def _sent(pk: int) -> int:
    return Forward.objects.values_list("sent", flat=True).get(pk=pk)


def _send(run: Run, *, until: datetime) -> None:
    cursor, size = run.forward.cursor, max(1, BATCH // SMALLER**run.forward.failures)
    while run.now() < until:
        last, wanted = outbox.waiting_for(run.forward, after=cursor)
        if last is None:
            return
        for batch in _batches(outbox.parcels_of(run.forward, wanted), size):
            run.deliver(batch) if size > 1 else run.deliver_alone(batch[0])
            if run.now() >= until:
                return
        run.move(last)
        cursor = last


def _batches(parcels: Sequence[Parcel], size: int) -> Iterator[Sequence[Parcel]]:
    """Of one version each, and in order."""
    for _, group in groupby(parcels, key=lambda parcel: parcel.version):
        alike = list(group)
        for start in range(0, len(alike), size):
            yield alike[start : start + size]


def _note_outage(forward: Forward, lease: uuid.UUID, outage: Outage, at: datetime) -> None:
    """Wait twice as long after each failure, or as long as the other store asked, up to a bound."""
    failures = Forward.objects.values_list("failures", flat=True).get(pk=forward.pk) + 1
    doubled = FIRST_WAIT * 2 ** min(failures - 1, 10)
    wait = min(max(doubled, timedelta(seconds=outage.retry_after)), LONGEST_WAIT)
    Forward.objects.filter(pk=forward.pk, lease=lease).update(
        failures=failures, last_error=str(outage), next_try_at=at + wait
    )
