"""One statement at which another store fails holds up the others for a while only; an outage sets nothing aside."""

from collections.abc import Callable

import httpx
import pytest

from lrs import services
from lrs.models import Forward, SetAside
from lrs.outbox import lag_of
from lrs.services import forwarding
from tests.lrs.builders import AT, statement
from tests.lrs.other_store import Clock, FakeStore, forward_with, statements_in

pytestmark = pytest.mark.django_db
Answer = Callable[[httpx.Request], httpx.Response | None]


@pytest.fixture
def other() -> FakeStore:
    return FakeStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def record(count: int) -> list[str]:
    return [str(one) for one in services.record(statements=[statement() for _ in range(count)], at=AT)]


def tries(forward: Forward, other: FakeStore, clock: Clock, *, times: int) -> None:
    for _ in range(times):
        forwarding.forward_to(pk=forward.pk, now=clock, connect=other.connect)
        clock.pass_by(minutes=15)


def falls_over(*ids: str, how: Answer = lambda request: httpx.Response(500, text="Oops")) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response | None:
        is_hit = request.method == "POST" and any(one["id"] in ids for one in statements_in(request))
        return how(request) if is_hit else None

    return answer


def drop(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("Server disconnected without sending a response.")


def hang(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("timed out")


@pytest.mark.parametrize("how", [lambda request: httpx.Response(500, text="Oops"), drop, hang])
@pytest.mark.parametrize("place", [0, 1, 77, 119])
def test_the_one_it_fails_at_is_set_aside_and_the_others_arrive_in_order(
    other: FakeStore, clock: Clock, place: int, how: Answer
) -> None:
    ids = record(120)
    forward = forward_with()
    other.fails = falls_over(ids[place], how=how)
    tries(forward, other, clock, times=10)
    assert sorted(other.held) == sorted(one for one in ids if one != ids[place])
    if place:  # with none before it, one after it has to show that the store takes any
        assert list(other.held) == [one for one in ids if one != ids[place]]
    aside = SetAside.objects.select_related("statement").get()
    assert str(aside.statement.uuid) == ids[place]
    assert aside.reason.startswith(forwarding.FAILS_AT_IT)
    forward.refresh_from_db()
    assert (lag_of(forward).waiting, forward.last_error, forward.sent) == (0, "", 119)


def test_several_of_them_are_all_set_aside(other: FakeStore, clock: Clock) -> None:
    ids = record(60)
    odd = [ids[place] for place in (0, 1, 2, 30, 31, 59)]
    other.fails = falls_over(*odd)
    forward = forward_with()
    tries(forward, other, clock, times=20)
    assert sorted(map(str, SetAside.objects.values_list("statement__uuid", flat=True))) == sorted(odd)
    assert len(other.held) == 54


@pytest.mark.parametrize("how", [lambda request: httpx.Response(500), lambda request: httpx.Response(404), drop, hang])
def test_a_store_that_fails_at_everything_has_nothing_set_aside_however_long(
    other: FakeStore, clock: Clock, how: Answer
) -> None:
    ids = record(5)
    forward = forward_with()
    tries(forward, other, clock, times=1)
    ids += record(70)
    other.fails = how
    tries(forward, other, clock, times=200)
    assert not SetAside.objects.exists()
    other.fails = lambda request: None
    tries(forward, other, clock, times=1)
    assert list(other.held) == ids


def test_a_store_that_comes_back_while_one_goes_alone_has_it_taken(other: FakeStore, clock: Clock) -> None:
    """It fails, takes another a moment later, and then this one too: no fault of the statement's."""
    ids = record(3)
    forward = forward_with()
    tries(forward, other, clock, times=1)
    ids += record(3)
    other.fails = lambda request: httpx.Response(503)
    tries(forward, other, clock, times=5)
    answers = iter([httpx.Response(503)])
    other.fails = lambda request: next(answers, None)
    tries(forward, other, clock, times=1)
    assert not SetAside.objects.exists()
    assert list(other.held) == ids


def test_a_single_statement_with_no_other_to_compare_it_with_waits(other: FakeStore, clock: Clock) -> None:
    (only,) = record(1)
    other.fails = falls_over(only)
    forward = forward_with()
    tries(forward, other, clock, times=20)
    assert not SetAside.objects.exists()
    (more,) = record(1)
    tries(forward, other, clock, times=5)
    assert list(other.held) == [more]
    assert SetAside.objects.count() == 1


def test_a_store_that_drops_large_batches_gets_small_ones(other: FakeStore, clock: Clock) -> None:
    ids = record(100)
    other.fails = lambda request: drop(request) if len(statements_in(request)) > 20 else None
    tries(forward_with(), other, clock, times=2)
    assert list(other.held) == ids


def test_sending_again_passes_by_what_it_still_falls_over(other: FakeStore, clock: Clock) -> None:
    ids = record(4)
    forward = forward_with()
    other.refuses = lambda one: one["id"] in ids[:2]
    tries(forward, other, clock, times=1)
    other.refuses = lambda one: False
    other.fails = falls_over(ids[0])
    forwarding.send_again(forward=forward, now=clock, connect=other.connect)
    aside = SetAside.objects.select_related("statement").get()
    assert (str(aside.statement.uuid), aside.reason.startswith(forwarding.FAILS_AT_IT)) == (ids[0], True)
    assert ids[1] in other.held
    forward.refresh_from_db()
    assert forward.last_error == ""
