"""A lead records leave without its reason and exemptions with theirs, for their own people, and both count."""

from datetime import date

import pytest

from certification.models import Exemption
from messaging.models import Message
from partnership.models import Absence, AccessGrant, Assignment, Person

ON = date(2026, 11, 22)


@pytest.fixture
def member(desks):
    """A Dunmere member who never began, past the ninety days."""
    job = desks.member("Cllr Bryn Lowther", date(2026, 5, 5))
    desks.settle()
    return job


@pytest.fixture
def officer(client, member, user_with, today):
    client.force_login(user_with("democratic_services", member.organisation))
    return client


def page(client, post: Assignment, **told: object):
    return client.post(f"/posts/{post.uuid}/", told, follow=True)


def test_leave_of_28_days_takes_somebody_out_of_scope(desks, officer, member):
    assert desks.world.status(member, ON) == "never_started"
    answer = page(officer, member, form="absence", starts_on="01/11/2026", ends_on="15/01/2027")
    assert "1 November 2026 – back on 15 January 2027" in answer.content.decode()
    assert desks.world.status(member, ON) == "on_long_leave"


def test_the_day_of_return_is_told_later_by_the_same_first_day(officer, member):
    page(officer, member, form="absence", starts_on="2026-11-01")
    page(officer, member, form="absence", starts_on="2026-11-01", ends_on="2026-12-20")
    assert Absence.objects.get().ends_on == date(2026, 12, 20)


def test_an_exemption_keeps_who_approved_it_and_ends_when_it_is_ended(desks, officer, member):
    page(officer, member, form="exemption", reason="dispensation", starts_on="2026-11-01", ends_on="2027-03-31")
    exemption = Exemption.objects.get()
    assert exemption.approved_by is not None
    assert desks.world.status(member, ON) == "exempt"
    page(officer, member, form="end", exemption=exemption.pk)
    assert desks.world.status(member, ON) == "never_started"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"form": "absence", "starts_on": "2026-11-10", "ends_on": "2026-11-09"},
            "has to be after the first day of leave",
        ),
        ({"form": "absence", "starts_on": "soon"}, "Enter a day, for example"),
        (
            {"form": "exemption", "reason": "dispensation", "starts_on": "2026-11-01", "ends_on": "2026-10-01"},
            "The last day is before the first.",
        ),
        (
            {"form": "exemption", "reason": "dispensation", "starts_on": "2026-11-01", "ends_on": "2031-10-01"},
            "ends within two years",
        ),
    ],
)
def test_what_cannot_be_says_why_and_records_nothing(officer, member, told, sentence):
    answer = page(officer, member, **told)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Exemption.objects.exists()
    assert not Absence.objects.exists()


def test_the_same_exemption_twice_is_one_and_another_on_its_days_is_refused(officer, member):
    told = {"form": "exemption", "reason": "dispensation", "starts_on": "2026-11-01", "ends_on": "2027-03-31"}
    page(officer, member, **told)
    page(officer, member, **told)
    answer = page(officer, member, **{**told, "ends_on": "2027-04-30"})
    assert "There is an exemption on some of these days." in answer.content.decode()
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "own", "opens", "records"),
    [
        ("democratic_services", True, 200, 200),
        ("training_lead", True, 200, 200),
        ("line_manager", True, 200, 403),
        ("licensing_officer", True, 404, 404),  # a member is no driver of theirs
        ("operator_manager", True, 200, 403),
        ("democratic_services", False, 404, 404),
        ("champion", True, 404, 404),
        ("hotel_watch", True, 404, 404),
        ("board", False, 404, 404),
        ("partnership_manager", False, 404, 404),
    ],
)
def test_who_may_open_a_posts_page_and_who_may_record(
    client, desks, member, user_with, today, kind, own, opens, records
):
    place = member.organisation if own else desks.world.organisation("ELS")
    client.force_login(user_with(kind, place))
    page = client.get(f"/posts/{member.uuid}/")
    assert page.status_code == opens
    sent = client.post(f"/posts/{member.uuid}/", {"form": "absence", "starts_on": "2026-11-01"}, follow=True)
    assert sent.status_code == records
    if opens == 200:
        assert ("Record leave" in page.content.decode()) is (records == 200)


def test_the_page_says_where_they_stand_how_they_are_reached_and_reminds_once_a_week(officer, member):
    Person.objects.filter(pk=member.person_id).update(email="b.lowther@council.example")
    html = officer.get(f"/posts/{member.uuid}/").content.decode()
    assert "Overdue: not started" in html
    assert "mailto:b.lowther@council.example" in html
    assert "A reminder is on its way." in page(officer, member, form="remind").content.decode()
    assert "reminded this week already" in page(officer, member, form="remind").content.decode()
    assert Message.objects.count() == 1


def test_who_cannot_be_reached_is_to_be_spoken_to(officer, member):
    assert "Speak to them." in page(officer, member, form="remind").content.decode()


def test_leave_recorded_by_mistake_is_taken_out(desks, officer, member):
    page(officer, member, form="absence", starts_on="2026-11-01")
    assert desks.world.status(member, ON) == "on_long_leave"
    page(officer, member, form="no-absence", absence=Absence.objects.get().pk)
    assert desks.world.status(member, ON) == "never_started"


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 5000, "0"])
def test_a_button_about_no_row_finds_none(officer, member, key):
    page(officer, member, form="absence", starts_on="2026-11-01")
    assert page(officer, member, form="no-absence", absence=key).status_code == 404
    assert page(officer, member, form="end", exemption=key).status_code == 404
    assert Absence.objects.exists()


def test_leave_of_a_week_is_said_to_change_nothing(officer, member):
    answer = page(officer, member, form="absence", starts_on="2026-11-01", ends_on="2026-11-08")
    assert "shorter than 28 days" in answer.content.decode()


def test_nobody_exempts_themselves(officer, member):
    Person.objects.filter(pk=member.person_id).update(user=AccessGrant.objects.get().user)
    answer = page(officer, member, form="exemption", reason="leaving", starts_on="2026-11-01", ends_on="2027-03-31")
    assert answer.status_code == 400
    assert "You cannot exempt yourself" in answer.content.decode()
    assert not Exemption.objects.exists()


def test_a_covert_post_is_not_there(officer, member):
    member.person.do_not_list = True
    member.person.save()
    assert officer.get(f"/posts/{member.uuid}/").status_code == 404


def test_the_list_leads_there(officer, member):
    assert f"/posts/{member.uuid}/" in officer.get("/members/").content.decode()
