"""What a page may cost: at most 12 queries and 60 KB of HTML for a lesson, however long the course is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning import services
from learning.content import node, scenario
from learning.queries import progress
from tests.learning.conftest import AT, next_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(driver):
    client = Client()
    client.force_login(driver.user)
    return client


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries), len(response.content)


def test_every_lesson_of_the_real_course_stays_in_its_budget(taxi, driver, signed_in):
    attempt = services.start_attempt(person=driver, course=taxi, at=AT)
    for key in [step.key for step in progress(attempt).steps if step.kind == "lesson"]:
        while next_step(attempt).key != key:
            _do(attempt, next_step(attempt))
        address = reverse("learning:lesson", args=[attempt.uuid, key])
        first, again = cost(signed_in, address), cost(signed_in, address)
        print(key, first, again)
        assert first[0] <= 12, "the first look, which notes that the lesson was opened"
        assert again[0] <= 12
        assert again[1] <= 60_000
        _do(attempt, next_step(attempt))


def test_the_other_pages_stay_in_theirs(taxi, driver, signed_in):
    print("start", cost(signed_in, reverse("learning:start", args=["cse-taxi"])))
    assert cost(signed_in, reverse("learning:start", args=["cse-taxi"]))[0] <= 16
    attempt = services.start_attempt(person=driver, course=taxi, at=AT)
    assert cost(signed_in, reverse("learning:overview", args=[attempt.uuid]))[0] <= 14
    while (step := next_step(attempt)).kind != "assessment":
        if step.kind == "scenario":
            assert cost(signed_in, reverse("learning:scenario", args=[attempt.uuid, step.key]))[0] <= 12
        _do(attempt, step)
    print("assessment", cost(signed_in, reverse("learning:assessment", args=[attempt.uuid])))
    services.start_sitting(attempt=attempt, at=AT)
    for name, args in (("question", [attempt.uuid, 1]), ("finish", [attempt.uuid])):
        count, size = cost(signed_in, reverse(f"learning:{name}", args=args))
        print(name, count, size)
        assert count <= 12
        assert size <= 60_000


def _do(attempt, step):
    if step.kind == "lesson":
        services.open_lesson(attempt=attempt, key=step.key, at=AT)
        services.complete_lesson(attempt=attempt, key=step.key, at=AT)
        return
    story, here, has_ended = scenario(attempt.version.content, step.key), None, False
    while not has_ended:
        here = here or story["nodes"][0]["key"]
        good = next(c["key"] for c in node(story, here)["choices"] if c["quality"] in ("best", "ok"))
        move = services.move_scenario(attempt=attempt, key=step.key, node_key=here, choice_key=good, at=AT)
        here, has_ended = move.node_key, move.has_ended
