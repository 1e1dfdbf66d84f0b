"""The whole way through the real taxi course, page by page, following what each page offers; no JavaScript."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from learning.content import questions, scenario
from learning.models import Attempt
from learning.queries import item_set
from lrs.models import Statement
from lrs.validation import validate
from tests.learning.conftest import version_of

pytestmark = pytest.mark.django_db


class Learner:
    """Presses what the page offers. In a story it chooses badly once, then well; answers are right but for `wrong`."""

    def __init__(self, person, wrong=()):
        self.client, self.wrong, self.seen = Client(), set(wrong), []
        self.client.force_login(person.user)

    def get(self, address):
        response = self.client.get(address, follow=True)
        assert response.status_code == 200, address
        self.where = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.page = response.content.decode()
        return self

    def post(self, **data):
        response = self.client.post(self.where, data, follow=True)
        assert response.status_code == 200, self.where
        self.where = response.redirect_chain[-1][0] if response.redirect_chain else self.where
        self.page = response.content.decode()
        return self

    def link(self, *texts):
        for text in texts:
            found = re.search(rf'<a href="([^"]+)"[^>]*>\s*{text}\s*</a>', self.page)
            if found:
                return self.get(found[1])
        raise AssertionError(f"{texts} is not offered on {self.where}:\n{self.page}")

    def hidden(self, name):
        [value] = re.findall(rf'name="{name}" value="([^"]+)"', self.page)
        return value

    def step(self, content, bad_before):
        """Do what this page asks for."""
        path = self.where.split("/learn/")[1]
        self.seen.append(path.split("/", 1)[1])
        if "/lesson/" in path or "/refresh/" in path:
            return self.post()
        if path.endswith("/feedback/"):
            return self.link("Try again", "Carry on")
        if "/scenario/" in path:
            return self._choose(content, bad_before)
        if "/question/" in path:
            return self._answer(content)
        return self.post(sitting=self.hidden("sitting")) if path.endswith("/finish/") else self.post()

    def _choose(self, content, bad_before):
        node_key = self.hidden("node")
        story = scenario(content, node_key.split(".")[0])
        node = next(node for node in story["nodes"] if node["key"] == node_key)
        wanted = ("best", "ok") if node_key in bad_before else ("unsafe", "poor")
        bad_before.add(node_key)
        good = next(choice["key"] for choice in node["choices"] if choice["quality"] in wanted)
        return self.post(node=node_key, choice=good)

    def _answer(self, content):
        if "Check my answer" not in self.page:
            return self.link("Next question") if "Next question" in self.page else self.finish()
        key = self.hidden("question")
        [asked] = questions(content, [key])
        options = [option["key"] for option in asked["options"] if option["correct"] is (key not in self.wrong)]
        answer = options if asked["type"] == "multiple" else options[:1]
        return self.post(sitting=self.hidden("sitting"), question=key, answer=answer)

    def finish(self):
        [address] = re.findall(r'action="([^"]+/finish/)"', self.page)
        return self.get(address).post(sitting=self.hidden("sitting"))

    def until_result(self, content):
        bad_before: set[str] = set()
        for _ in range(120):
            if self.where.endswith("/result/"):
                return self
            self.step(content, bad_before)
        raise AssertionError(f"no result after {self.seen}")


def flow(seen):
    """The parts in the order they were first met."""
    return list(dict.fromkeys(m[1] for part in seen if (m := re.match(r"(?:lesson|scenario)/(\w+)/$", part))))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("phv_driver", ["L1", "S1", "L2", "S2", "L3", "L4", "L5", "S3", "L7"]),
        ("phv_dispatch", ["L1", "S4", "L2", "L3", "L4", "L6", "S5", "L7"]),
    ],
)
def test_a_whole_journey_to_the_result(taxi, people, role, expected, django_capture_on_commit_callbacks):
    person = people.make("kim", role)
    content = version_of(taxi).content
    learner = Learner(person).get(reverse("learning:start", args=["cse-taxi"]))
    assert "Before you start" in learner.page
    learner.post().until_result(content)
    assert flow(learner.seen) == expected
    attempt = Attempt.objects.get(person=person)
    assert attempt.is_passed
    assert learner.where == reverse(settings.RESULT_URL_NAME, args=[attempt.uuid])
    statements = [json.loads(text) for text in Statement.objects.values_list("text", flat=True)]
    assert all(validate(statement) == [] for statement in statements)
    answered = [s for s in statements if s["verb"]["id"].endswith("answered")]
    assert len(answered) == len(item_set(attempt).questions) == 12


def test_failing_explains_and_the_second_try_begins_with_what_was_missed(taxi, driver):
    content = version_of(taxi).content
    learner = Learner(driver, wrong=["Q5", "Q9"]).get(reverse("learning:start", args=["cse-taxi"]))
    learner.post().until_result(content)
    attempt = Attempt.objects.get()
    assert not attempt.is_passed
    learner.wrong = set()
    learner.get(reverse("learning:assessment", args=[attempt.uuid]))
    assert "You have tried once" in learner.page
    learner.post()
    assert learner.hidden("question") == "Q5"
    learner.until_result(content)
    assert Attempt.objects.get().is_passed


def test_it_goes_on_where_it_was_left_on_another_device(taxi, driver):
    content = version_of(taxi).content
    phone = Learner(driver).get(reverse("learning:start", args=["cse-taxi"])).post()
    bad: set[str] = set()
    for _ in range(5):
        phone.step(content, bad)
    laptop = Learner(driver).get(reverse("learning:start", args=["cse-taxi"]))
    assert laptop.where == phone.where.replace("feedback/", "")
    laptop.until_result(content)
    assert Attempt.objects.get().is_passed


def test_the_local_note_and_numbers_are_those_of_the_drivers_area(taxi, people):
    learner = Learner(people.make("ali", "phv_driver", area="Dunmere")).get(
        reverse("learning:start", args=["cse-taxi"])
    )
    learner.post()
    assert "01632 960 110" in learner.page
    content = version_of(taxi).content
    bad: set[str] = set()
    while "/lesson/L2/" not in learner.where:
        learner.step(content, bad)
    assert "holiday lets" in learner.page


def test_somebody_not_matched_gets_every_part_but_not_the_local_note(taxi, people):
    person = people.make("sam", is_verified=False)
    learner = Learner(person).get(reverse("learning:start", args=["cse-taxi"])).post()
    content = version_of(taxi).content
    pages = []
    bad: set[str] = set()
    while not learner.where.endswith("/assessment/"):
        learner.step(content, bad)
        pages.append(learner.page)
    assert {"L5", "L6"} <= set(flow(learner.seen))
    everything = "".join(pages)
    assert "holiday lets" not in everything
    assert "once we have matched you" in everything


def test_with_several_areas_each_note_is_shown_with_its_name(taxi, driver, people):
    people.assign(driver, "hackney_driver", area="Dunmere")
    learner = Learner(driver).get(reverse("learning:start", args=["cse-taxi"])).post()
    content = version_of(taxi).content
    bad: set[str] = set()
    while "/lesson/L2/" not in learner.where:
        learner.step(content, bad)
    assert "In Casterley" in learner.page
    assert "For Dunmere" in learner.page
    assert "holiday lets" in learner.page
