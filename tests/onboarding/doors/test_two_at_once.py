"""Two windows, two phones, two officers at the same moment: one registration, one match, one count too few or many."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from accounts.services import login_for
from common import clock
from onboarding.models import PosterDay, Registration
from onboarding.services import matching_claims, posters, registration
from partnership.models import Assignment, Person
from tests.onboarding.doors.conftest import NUMBER, OTHER_NUMBER, Doors

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run them in threads that begin together; each on a connection of its own."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        gate.wait(timeout=30)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def said(doors: Doors) -> registration.Said:
    return registration.Said(doors.aldermoor, "AB 417", "phv", "Dana Okafor")


def test_two_windows_make_one_registration(doors: Doors) -> None:
    user = login_for(phone=NUMBER)
    register = lambda: registration.register(user=user, said=said(doors), poster=doors.poster, at=clock.now())  # noqa: E731
    one, two = at_once(register, register)
    assert one == two
    assert Registration.objects.count() == Person.objects.count() == Assignment.objects.count() == 1


def test_two_people_who_claim_one_badge_get_it_once(doors: Doors) -> None:
    licence = doors.driver()
    users = [login_for(phone=number) for number in (NUMBER, OTHER_NUMBER)]

    def register(user: User) -> Callable[[], Registration]:
        return lambda: registration.register(user=user, said=said(doors), poster=doors.poster, at=clock.now())

    made = at_once(*(register(user) for user in users))
    assert sum(each.matched_at is not None for each in made) == 1
    licence.assignment.person.refresh_from_db()
    assert licence.assignment.person.user in users
    assert Registration.objects.filter(matched_at=None).count() == 1


def test_two_officers_decide_once(doors: Doors) -> None:
    licence = doors.driver(mobile=OTHER_NUMBER)
    claim = doors.registered()
    officer = doors.officer()
    answers = at_once(
        lambda: matching_claims.accept(registration=claim, licence=licence, by=officer, at=clock.now()),
        lambda: matching_claims.refuse(registration=claim, by=officer, at=clock.now()),
    )
    assert sorted(answers) == [False, True]
    claim.refresh_from_db()
    assert (claim.matched_at is None) != (claim.refused_at is None)


def test_scans_at_once_are_all_counted(doors: Doors) -> None:
    count = lambda: posters.count_scan(poster=doors.poster, on=clock.today())  # noqa: E731
    at_once(*[count] * 8)
    assert PosterDay.objects.get().scans == 8
