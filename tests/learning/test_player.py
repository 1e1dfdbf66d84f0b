"""The player's pages: what they show, whose they are, and what they do with forms nobody should send."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning import services
from learning.models import Answer, Attempt, LessonProgress, ScenarioProgress, Sitting
from lrs.models import Statement
from tests.learning.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(driver):
    client = Client()
    client.force_login(driver.user)
    return client


def url(name, walk=None, **kwargs):
    return reverse(f"learning:{name}", kwargs={"attempt": walk.attempt.uuid, **kwargs} if walk else kwargs)


def text(response):
    return response.content.decode()


# Before the start


def test_before_the_start_come_a_warning_and_a_choice(client, course):
    page = text(client.get(url("start", course_key="small")))
    for shown in (
        "This can be hard to read",
        "Start the course",
        "Not now",
        "I would like support first",
        "10 minutes",
    ):
        assert shown in page
    assert not Attempt.objects.exists()


def test_the_start_says_how_much_there_is_on_this_persons_path(client, course):
    page = text(client.get(url("start", course_key="small")))
    for shown in ("2 short lessons", "1 story where you choose", "3 questions at the end"):
        assert shown in page


def test_starting_goes_straight_to_the_first_lesson(client, course):
    response = client.post(url("start", course_key="small"))
    assert response.url == reverse("learning:lesson", args=[Attempt.objects.get().uuid, "L1"])


def test_an_open_attempt_is_carried_on_at_once(client, begin, driver):
    walk = begin(driver)
    walk.read("L1")
    assert client.get(url("start", course_key="small")).url == url("scenario", walk, key="S1")


def test_a_half_done_refresher_is_not_carried_on_when_the_whole_course_is_due(client, begin, driver):
    begin(driver, kind="refresher")
    assert "Start the course" in text(client.get(url("start", course_key="small")))


def test_a_passed_course_can_be_read_again_or_taken_again(client, begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    page = text(client.get(url("start", course_key="small")))
    assert "You passed this course on 30 November 2026" in page
    assert url("overview", walk) in page


def test_an_unknown_course_is_not_found(client, db):
    assert client.get(url("start", course_key="nonsense")).status_code == 404


def test_an_unpublished_course_says_so(client, course):
    course.pages.update(live=False)
    for response in (client.get(url("start", course_key="small")), client.post(url("start", course_key="small"))):
        assert response.status_code == 404
        assert "not ready to start yet" in text(response)


# Whose


def pages(walk):
    return [
        url("overview", walk),
        url("lesson", walk, key="L1"),
        url("refresh", walk),
        url("scenario", walk, key="S1"),
        url("feedback", walk, key="S1"),
        url("assessment", walk),
        url("question", walk, number=1),
        url("finish", walk),
    ]


def test_somebody_elses_attempt_is_not_found(client, begin, dispatcher):
    walk = begin(dispatcher)
    before = Statement.objects.count()
    for page in pages(walk):
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code == 404, page
    assert Statement.objects.count() == before
    assert not LessonProgress.objects.exists()


def test_a_visitor_is_asked_to_sign_in(begin, driver):
    walk = begin(driver)
    for page in [url("start", course_key="small"), *pages(walk)]:
        response = Client().get(page)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_a_login_without_a_person_is_told_what_to_do(course, begin, driver):
    client = Client()
    client.force_login(User.objects.create_user("new@lookout.example", "correct horse battery"))
    for page in (url("start", course_key="small"), url("overview", begin(driver))):
        response = client.get(page)
        assert response.status_code == 403
        assert "could not find you on a roster" in text(response)
        assert "training lead" in text(response)


def test_pages_are_not_kept_on_a_shared_phone(client, begin, driver):
    response = client.get(url("lesson", begin(driver), key="L1"))
    assert "no-store" in response["Cache-Control"]


def test_the_reporting_card_and_support_are_on_every_page(client, begin, driver):
    assert "app-local-card" in text(client.get(url("start", course_key="small")))
    walk = begin(driver)
    addresses = [url("overview", walk), url("lesson", walk, key="L1")]
    walk.read("L1")
    addresses.append(url("scenario", walk, key="S1"))
    walk.to_assessment()
    addresses.append(url("assessment", walk))
    services.start_sitting(attempt=walk.attempt, at=walk.tick())
    addresses += [url("question", walk, number=1), url("finish", walk)]
    for address in addresses:
        page = text(client.get(address))
        assert "app-local-card" in page, address
        assert "Children&#x27;s team" in page, address
        assert 'href="#support"' in page, address


# Lessons


def test_looking_opens_a_lesson_and_saying_so_finishes_it(client, begin, driver):
    walk = begin(driver)
    page = client.get(url("lesson", walk, key="L1"))
    assert "Lesson 1 of 2" in text(page)
    assert LessonProgress.objects.get().completed_at is None
    response = client.post(url("lesson", walk, key="L1"))
    assert response.url == url("scenario", walk, key="S1")
    assert LessonProgress.objects.get().completed_at


def test_a_finished_lesson_offers_the_next_part(client, begin, driver):
    walk = begin(driver)
    walk.read("L1")
    page = text(client.get(url("lesson", walk, key="L1")))
    assert "Next part" in page
    assert "I have finished" not in page


def test_a_passed_course_can_be_read_and_is_not_changed(client, begin, driver):
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    before = (Statement.objects.count(), list(LessonProgress.objects.values()))
    for name, key in (("lesson", "L1"), ("lesson", "L2"), ("scenario", "S1")):
        response = client.get(url(name, walk, key=key))
        assert response.status_code == 200
        assert "I have finished" not in text(response)
        client.post(url(name, walk, key=key), {"node": "S1.1", "choice": "B"})
    assert client.get(url("assessment", walk)).status_code == 302
    assert client.post(url("assessment", walk)).status_code == 302
    assert (Statement.objects.count(), list(LessonProgress.objects.values())) == before
    assert Sitting.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "key", "sentence"),
    [
        ("lesson", "L2", "comes later"),
        ("lesson", "L3", "not in your course"),
        ("lesson", "nonsense", "not in your course"),
        ("scenario", "S9", "not in your course"),
        ("feedback", "S1", "comes later"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_out_of_turn_leads_to_where_the_learner_is(client, begin, driver, name, key, sentence, method):
    walk = begin(driver)
    response = getattr(client, method)(url(name, walk, key=key), follow=True)
    assert response.redirect_chain[-1][0] == url("lesson", walk, key="L1")
    assert sentence in text(response)


# Stories


@pytest.fixture
def story(begin, driver):
    walk = begin(driver)
    walk.read("L1")
    return walk


def test_a_poor_choice_shows_what_came_of_it_and_comes_back(client, story):
    response = client.post(url("scenario", story, key="S1"), {"node": "S1.1", "choice": "A"}, follow=True)
    page = text(response)
    assert "Consequence of A" in page
    assert "Feedback on A" in page
    assert "Try again" in page
    assert "At the start" in text(client.get(url("scenario", story, key="S1")))


def test_a_good_choice_goes_on_to_the_next_scene(client, story):
    client.post(url("scenario", story, key="S1"), {"node": "S1.1", "choice": "B"})
    assert "And then" in text(client.get(url("scenario", story, key="S1")))


def test_a_choice_stands_in_no_address(client, story):
    response = client.post(url("scenario", story, key="S1"), {"node": "S1.1", "choice": "A"}, follow=True)
    assert response.redirect_chain == [(url("feedback", story, key="S1"), 302)]


def test_feedback_without_a_choice_just_made_leads_to_the_story(client, story):
    assert client.get(url("feedback", story, key="S1")).url == url("scenario", story, key="S1")


def test_a_choice_sent_twice_by_a_double_tap_shows_its_feedback(client, story):
    for node, choice in (("S1.1", "B"), ("S1.2", "A")):
        for _ in range(2):
            response = client.post(url("scenario", story, key="S1"), {"node": node, "choice": choice}, follow=True)
            assert f"Feedback on {choice}" in text(response)
            assert "You have gone on" not in text(response)
    assert Statement.objects.filter(text__contains="/scenario/").count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"node": "S1.1"}, "Choose what you would do"),
        ({"node": "S1.1", "choice": ""}, "Choose what you would do"),
        ({"node": "S1.1", "choice": "Z"}, "Choose one of the answers on this page"),
        ({"node": "S1.2", "choice": "A"}, "You have gone on since that page was opened"),
        ({"node": "S9.9", "choice": "A"}, "You have gone on since that page was opened"),
        ({"choice": "A"}, "You have gone on since that page was opened"),
        ({}, "You have gone on since that page was opened"),
    ],
)
def test_a_tampered_choice_is_met_with_a_sentence_and_moves_nothing(client, story, data, sentence):
    response = client.post(url("scenario", story, key="S1"), data, follow=True)
    assert response.status_code == 200
    assert sentence in text(response)
    assert not ScenarioProgress.objects.exists()


def test_a_missing_choice_is_an_error_linked_to_the_field(client, story):
    page = text(client.post(url("scenario", story, key="S1"), {"node": "S1.1"}))
    assert 'href="#id_choice' in page
    assert "govuk-error-summary" in page


# Questions


@pytest.fixture
def sat(begin, driver):
    walk = begin(driver).to_assessment()
    services.start_sitting(attempt=walk.attempt, at=walk.tick())
    return walk


def send(client, walk, number=1, **data):
    data = {"sitting": 1, "question": f"Q{number}", **data}
    return client.post(url("question", walk, number=number), data, follow=True)


def test_the_intro_states_the_rules(client, begin, driver):
    walk = begin(driver).to_assessment()
    page = text(client.get(url("assessment", walk)))
    for shown in (
        "3 questions",
        "at least 2 of 3",
        "must get that one right",
        "as often as you need",
        "After 2 tries",
    ):
        assert shown in page


def test_an_answer_is_shown_right_or_wrong_with_its_explanation(client, sat):
    page = text(send(client, sat, answer="C"))
    for shown in ("That is not right", "Because of Q1", "Your answer: not right", "A right answer", "Next question"):
        assert shown in page
    assert "Check my answer" not in page
    assert "That is right" in text(send(client, sat, 2, answer=["A", "C"]))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (["A"], "Not quite: you found 1 of the 2 right answers"),
        (["A", "B"], "That is not right"),
        (["B"], "That is not right"),
    ],
)
def test_half_of_an_answer_is_called_half_right(client, sat, chosen, said):
    page = text(send(client, sat, 2, answer=chosen))
    assert said in page
    assert Answer.objects.get().is_right is False


def test_a_page_looks_the_same_when_it_is_opened_again(client, sat):
    pages = [text(client.get(url("question", sat, number=2))) for _ in range(2)]
    orders = [re.findall(r'type="checkbox" value="(.)"', page) for page in pages]
    assert sorted(orders[0]) == list("ABCD")
    assert orders[0] == orders[1] == Sitting.objects.get().order["options"]["Q2"]


def test_a_locked_answer_is_kept_and_said_to_be(client, sat):
    send(client, sat, answer="C")
    page = text(send(client, sat, answer="A"))
    assert "Your first answer is kept" in page
    assert "That is not right" in page
    assert Answer.objects.get().chosen == ["C"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose an answer"),
        ({"answer": ""}, "Choose one of the answers on this page"),
        ({"answer": "Z"}, "Choose one of the answers on this page"),
        ({"answer": ["A", "B"]}, "Choose one answer only"),
        ({"answer": "A", "question": "Q2"}, "You have gone on"),
        ({"answer": "A", "question": "Q4"}, "You have gone on"),
        ({"answer": "A", "question": ""}, "You have gone on"),
        ({"answer": "A", "sitting": "2"}, "You have gone on"),
        ({"answer": "A", "sitting": "x"}, "You have gone on"),
        ({"answer": "A" * 5000}, "Choose one of the answers on this page"),
    ],
)
def test_a_tampered_answer_is_met_with_a_sentence_and_kept_nowhere(client, sat, data, sentence):
    response = send(client, sat, **data)
    assert response.status_code == 200
    assert sentence in text(response)
    assert not Answer.objects.exists()


def test_what_was_chosen_stays_chosen_after_a_mistake(client, sat):
    page = text(send(client, sat, answer=["A", "B"]))
    assert page.count(" checked") >= 1
    assert 'href="#id_answer' in page


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_question_that_is_not_there_leads_to_the_one_that_is_next(client, sat, number):
    send(client, sat, answer="A")
    response = client.get(url("question", sat, number=number), follow=True)
    assert response.redirect_chain[-1][0] == url("question", sat, number=2)


def test_an_answer_when_no_sitting_is_open_leads_to_where_the_learner_is(client, begin, driver):
    walk = begin(driver).to_assessment().answer(wrong=("Q1",))
    walk.finish()
    response = send(client, walk, answer="A")
    assert response.redirect_chain[-1][0] == url("assessment", walk)
    assert Answer.objects.count() == 3


def test_finishing_too_early_lists_what_is_left(client, sat):
    send(client, sat, answer="A")
    page = text(client.post(url("finish", sat), {"sitting": 1}))
    assert "Answer every question before you finish" in page
    assert url("question", sat, number=2) in page
    assert Answer.objects.count() == 1
    assert Sitting.objects.get().is_open


@pytest.mark.parametrize("number", ["", "x", "2", "-1", "９"])
def test_a_tampered_finish_ends_nothing(client, sat, number):
    sat.answer()
    response = client.post(url("finish", sat), {"sitting": number}, follow=True)
    assert response.status_code == 200
    assert Sitting.objects.get().is_open


def test_pressing_finish_twice_shows_the_same_result(client, sat):
    sat.answer()
    first, second = (client.post(url("finish", sat), {"sitting": 1}) for _ in range(2))
    assert first.url == second.url
    assert Sitting.objects.count() == 1
    assert Statement.objects.filter(text__contains="verbs/passed").count() == 1


def test_after_the_agreed_failures_help_is_offered_and_the_button_stays(client, begin, driver):
    walk = begin(driver).to_assessment()
    for _ in range(2):
        walk.answer(wrong=("Q1",)).finish()
    page = text(client.get(url("assessment", walk)))
    assert "Would some help make it easier?" in page
    assert "Try the questions again" in page


def test_the_overview_shows_each_part_with_its_state(client, begin, driver):
    walk = begin(driver)
    walk.read("L1")
    page = text(client.get(url("overview", walk)))
    for shown in ("1 of 4 parts done", "Carry on", "Done", "Next", "Later", "Questions at the end"):
        assert shown in page
    assert url("lesson", walk, key="L2") not in page


def test_the_overview_names_what_comes_next_and_leads_back_to_my_training(client, begin, driver):
    walk = begin(driver)
    walk.read("L1")
    response = client.get(url("overview", walk))
    assert response.context["next_title"] == response.context["items"][1]["title"]
    assert f'<a href="{reverse("certification:my_training")}" class="govuk-back-link">' in text(response)


def test_a_refresher_begins_with_what_changed(client, begin, driver):
    walk = begin(driver, kind="refresher")
    page = text(client.get(url("refresh", walk)))
    assert "The law changed" in page
    assert "Notice and tell" in page
    assert client.post(url("refresh", walk)).url == url("assessment", walk)


def test_a_set_aside_attempt_points_to_the_course(client, begin, driver):
    walk = begin(driver)
    services.set_aside(attempt=walk.attempt, at=AT)
    assert "This try is closed" in text(client.get(url("overview", walk)))
    response = client.post(url("lesson", walk, key="L1"), follow=True)
    assert "whole course is now due" in text(response)


def test_nothing_a_learner_types_is_kept(client, sat):
    words = "Jodie of Mill Court told me"
    send(client, sat, answer=words, reflection=words)
    send(client, sat, answer="A", reflection=words, notes=words)
    client.post(url("finish", sat), {"sitting": 1, "comment": words})
    for model in (Attempt, LessonProgress, ScenarioProgress, Sitting, Answer, Statement):
        assert not any(words in str(row) for row in model.objects.values()), model
