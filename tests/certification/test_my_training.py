"""My training: what is asked of me, most pressing first, and what to do next."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from certification import services
from courses.models import Course
from tests.certification.conftest import ON

PAGE = "certification:my_training"


@pytest.fixture
def sam(world):
    person = world.person()
    person.user = User.objects.create_user("sam@lookout.example", "correct horse battery")
    person.save()
    return person


@pytest.fixture
def visit(client, sam):
    def get():
        services.refresh(person_ids=[sam.pk])
        client.force_login(sam.user)
        with time_machine.travel(f"{ON}T09:00:00+00:00"):
            return client.get(reverse(PAGE))

    return get


def test_it_asks_for_a_sign_in(client, db):
    assert client.get(reverse(PAGE)).status_code == 302


def test_an_overdue_course_says_so_and_offers_the_start(world, sam, visit):
    world.rule()
    world.job(sam, starts_on=date(2026, 11, 20))
    html = visit().content.decode()
    assert "Overdue: not started" in html
    assert reverse("learning:start", kwargs={"course_key": "cse-taxi"}) in html


def test_a_current_course_gives_its_last_day_and_its_certificate(world, sam, visit):
    world.rule()
    world.job(sam)
    certificate = world.passed(sam, date(2026, 3, 1))
    html = visit().content.decode()
    assert "until the end of 1 March 2029" in html
    assert str(certificate.uuid) in html
    assert reverse("learning:start", kwargs={"course_key": "cse-taxi"}) not in html


def test_the_most_pressing_comes_first(world, sam, visit):
    other = Course.objects.create(key="cse-hotel", title="Hotels first", short_title="Hotel")
    world.rule()
    world.rule("INN", "hotel", course=other)
    world.job(sam)
    world.job(sam, "INN", group="hotel")
    world.passed(sam, date(2026, 3, 1))
    html = visit().content.decode()
    assert html.index("Hotels first") < html.index(">Taxi<")


def test_two_jobs_that_ask_for_one_course_are_one_entry(world, sam, visit):
    for place in ("ALD", "CAS"):
        world.rule(place)
        world.job(sam, place)
    html = visit().content.decode()
    assert html.count("app-duty") == 1
    assert "ALD" in html
    assert "CAS" in html


def test_a_course_taken_elsewhere_names_its_provider_and_has_no_start(world, sam, visit):
    outside = Course.objects.create(key="elms", title="ELMS", short_title="ELMS", provider="Force college")
    world.rule(course=outside)
    world.job(sam)
    html = visit().content.decode()
    assert "Force college" in html
    assert "/learn/start/elms/" not in html


def test_a_login_without_a_person_is_told_what_to_do(client, db):
    client.force_login(User.objects.create_user("nobody@lookout.example", "correct horse battery"))
    assert "We have not matched you yet" in client.get(reverse(PAGE)).content.decode()


def test_the_page_takes_as_many_queries_for_six_duties_as_for_one(
    world, sam, visit, client, django_assert_max_num_queries
):
    for number in range(6):
        course = Course.objects.create(key=f"c{number}", title=f"C{number}", short_title=f"C{number}")
        world.rule("ALD", f"g{number}", course=course)
        world.job(sam, group=f"g{number}")
    visit()
    with django_assert_max_num_queries(18):
        assert client.get(reverse(PAGE)).content.decode().count("app-duty") == 6


def test_what_was_needed_before_a_first_day_says_so(world, sam, visit):
    world.rule()
    world.job(sam, starts_on=date(2026, 11, 20))
    assert "needed before you began this work on 20 November 2026" in " ".join(visit().content.decode().split())


def test_what_was_needed_before_a_licence_says_so(world, sam, visit):
    world.rule()
    job = world.job(sam, starts_on=date(2026, 11, 20))
    job.contract = job.Contract.LICENSED
    job.save()
    assert "needed before your licence began on 20 November 2026" in " ".join(visit().content.decode().split())


def test_who_is_new_reads_the_last_day_that_is_in_time(world, sam, visit):
    world.rule(before_start=False, new_starter_grace_days=28)
    world.job(sam, starts_on=date(2026, 11, 20))
    assert "finish by 18 December 2026" in " ".join(visit().content.decode().split())


def test_it_says_who_asks_why_and_what_comes_after(world, sam, visit):
    world.rule(basis_note="Licence policy of Aldermoor")
    world.job(sam)
    html = " ".join(visit().content.decode().split())
    assert "Contract or licence condition: Licence policy of Aldermoor" in html
    assert "A certificate that holds for 36 months. We remind you before it ends." in html
    assert "Then a short refresher renews it." in html


def test_a_licence_that_outlasts_the_cover_is_set_beside_it(world, sam, visit):
    world.rule(due_soon_days=90)
    job = world.job(sam, contract="licensed")
    job.terms.create(starts_on=date(2024, 2, 1), ends_on=date(2027, 2, 1))
    world.passed(sam, date(2024, 1, 10))
    html = " ".join(visit().content.decode().split())
    assert "31 January 2027" in html
    assert "You have to be trained on that day for it to be renewed." in html


def test_a_licence_that_ends_first_is_named_without_a_word_more(world, sam, visit):
    world.rule()
    job = world.job(sam, contract="licensed")
    job.terms.create(starts_on=date(2024, 2, 1), ends_on=date(2027, 2, 1))
    world.passed(sam, date(2026, 1, 10))
    html = visit().content.decode()
    assert "31 January 2027" in html
    assert "for it to be renewed" not in html
