"""The result says what was learnt and what comes next; not passed, what to read again and who helps."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from courses import services as courses
from partnership.models import AccessGrant
from tests.learning.conftest import LONG_AGO, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(begin, driver, client):
    cache.clear()
    client.force_login(driver.user)
    return begin(driver).to_assessment()


def result(client, walk):
    return client.get(reverse("certification:result", args=[walk.attempt.uuid])).content.decode()


def fail(walk, times):
    for _ in range(times):
        walk.answer(wrong=("Q1",)).finish()


def lead(walk, people):
    officer = people.make("officer").user
    AccessGrant.objects.create(
        user=officer,
        kind=AccessGrant.Kind.LICENSING_OFFICER,
        organisation=walk.attempt.assignment.organisation,
        starts_on=LONG_AGO,
    )
    return officer


def test_a_pass_says_what_one_can_do_now_and_what_comes_next(client, walk):
    walk.answer().finish()
    page = result(client, walk)
    for outcome in walk.attempt.version.content["outcomes"]:
        assert outcome["text"] in page
    for shown in (
        "What comes next",
        "See your certificate",
        "Nothing else is asked of you now",
        "valid until the end of",
    ):
        assert shown in page
    assert reverse("courses:area_card", args=[walk.attempt.area.code]) in page
    assert "Who to ask" not in page


def test_not_passed_says_what_to_read_again_with_the_way_there(client, walk):
    fail(walk, 1)
    page = result(client, walk)
    content = walk.attempt.version.content
    outcome = next(question["outcome"] for question in content["questions"] if question["key"] == "Q1")
    own = {"L1", "L2"}
    lessons = [lesson["key"] for lesson in content["lessons"] if outcome in lesson["outcomes"] and lesson["key"] in own]
    assert lessons
    for key in lessons:
        assert reverse("learning:lesson", args=[walk.attempt.uuid, key]) in page
    assert "What to read again" in page


def test_which_question_has_to_be_right_is_marked(client, walk):
    [critical] = [q for q in walk.attempt.version.content["questions"] if q["key"] == "Q1"]
    assert critical["critical"]
    fail(walk, 1)
    page = result(client, walk)
    assert page.count("This one has to be right") == 1
    assert page.index(critical["text"]) < page.index("This one has to be right")


def test_what_was_just_missed_is_not_said_to_be_known(client, walk):
    content = walk.attempt.version.content
    assert len(content["outcomes"]) == 1
    walk.answer(wrong=("Q2",)).finish()
    page = result(client, walk)
    assert "You have passed" in page
    assert "What you can do now" not in page
    assert content["outcomes"][0]["text"] in page.split("Worth another look")[1]


def test_help_is_offered_after_several_tries_and_not_before(client, walk):
    tries = walk.attempt.version.content["max_attempts_before_support"]
    fail(walk, tries - 1)
    assert "Who to ask" not in result(client, walk)
    fail(walk, 1)
    assert "Who to ask" in result(client, walk)


def test_help_leads_to_the_areas_contact(client, walk):
    words = "Casterley licensing: 01632 960 222"
    courses.write_insert(key="licensing_contact", value=words, area=walk.attempt.area, checked_on=ON, on=ON)
    fail(walk, 3)
    assert 'href="tel:01632960222"' in result(client, walk)
    courses.write_insert(key="training_contact", value="Ring Ann on 01632 960 333", checked_on=ON, on=ON)
    assert 'href="tel:01632960333"' in result(client, walk)


def test_help_leads_to_those_who_look_after_training_there(client, walk, people):
    officer = lead(walk, people)
    fail(walk, 3)
    assert f"mailto:{officer.email}" in result(client, walk)
    assert (
        f"mailto:{officer.email}"
        in client.get(reverse("learning:assessment", args=[walk.attempt.uuid])).content.decode()
    )
    AccessGrant.objects.update(ends_on=LONG_AGO)
    assert "mailto:" not in result(client, walk)


def test_help_names_whoever_asked_when_nobody_else_is_known(client, walk):
    fail(walk, 3)
    assert f"{walk.attempt.assignment.organisation.name}: it asks this course of you" in result(client, walk)


def test_help_is_no_dead_end_for_somebody_not_matched_yet(client, begin, people):
    person = people.make("nobody", is_verified=False)
    client.force_login(person.user)
    walk = begin(person).to_assessment()
    fail(walk, 3)
    assert "The person or the office that told you about this course" in result(client, walk)
