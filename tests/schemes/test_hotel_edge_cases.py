"""The edge cases of pack section 3.11 that are about hotels, by their numbers. D is 30 November 2026."""

from datetime import date, timedelta

from partnership.models import Assignment, Person
from schemes.models import Champion, StaffLink
from schemes.queries.hotels import sector
from schemes.rules.facts import State
from schemes.services import champions, premises, staff
from tests.schemes.conftest import ON


def test_case_17_an_agency_cleaner_in_three_hotels_is_one_person_with_three_links(hotels):
    places = [hotels.bare(name) for name in ("Abbey Lodge", "Mill Inn", "Quay Rooms")]
    for place in places:
        joined = staff.join(
            premises=place, name="Ana Pop", role=hotels.role("hotel_housekeeping"), shift="day", on=ON,
            mobile="+447700900123", agency="Bright Rooms",
        )  # fmt: skip
        hotels.declare(place, 4, ON)
    hotels.passed(joined.person, ON - timedelta(days=30))
    hotels.refresh(joined.assignment)
    assert Person.objects.filter(mobile="+447700900123").count() == 1
    assert Assignment.objects.filter(person=joined.person, contract="agency").count() == 3
    assert StaffLink.objects.filter(agency_name="Bright Rooms").count() == 3
    assert [hotels.reading(place).coverage.live_current for place in places] == [1, 1, 1]
    assert (sector(ON).capped_current, sector(ON).declared) == (3, 12)


def test_case_18_more_holders_than_staff_is_capped_and_asked_about(hotels):
    place = hotels.place(ON - timedelta(days=20), staff=24, trained=24)
    hotels.declare(place, 20, ON - timedelta(days=1))
    coverage = hotels.reading(place).coverage
    assert (coverage.live_current, coverage.capped, coverage.percent) == (24, 20, 100)
    assert coverage.is_over_declared


def test_case_19_a_hotel_that_closes_leaves_the_list_and_its_links_end(hotels):
    place = hotels.place(date(2026, 10, 20))
    premises.close_premises(premises=place, on=date(2026, 11, 18))
    assert hotels.state(place, date(2026, 11, 17)) == "active"
    assert hotels.state(place) == "closed"
    assert not Assignment.objects.filter(organisation=place.organisation, ends_on=None).exists()
    assert sector(date(2026, 10, 31)).known == 1
    assert (sector(date(2026, 11, 1)).known, sector(ON).known) == (0, 0)


def test_case_20_without_a_champion_it_is_at_risk_after_30_days_and_lapses_after_90_more(hotels):
    place = hotels.place(date(2026, 9, 1))
    champions.end_champion(champion=Champion.objects.get(premises=place), on=date(2026, 10, 1))
    for day in (date(2026, 11, 25), date(2027, 1, 20)):
        hotels.confirm(place, day)
    assert hotels.state(place, date(2026, 10, 30)) == "active"
    assert hotels.state(place, date(2026, 10, 31)) == "at_risk"
    assert hotels.state(place, date(2027, 1, 28)) == "at_risk"
    assert hotels.state(place, date(2027, 1, 29)) == "lapsed"


def test_case_20_a_new_champion_in_time_mends_it(hotels):
    place = hotels.place(date(2026, 9, 1))
    champions.end_champion(champion=Champion.objects.get(premises=place), on=date(2026, 10, 1))
    other = Assignment.objects.filter(organisation=place.organisation).order_by("pk")[1].person
    champions.name_champion(premises=place, person=other, on=date(2026, 11, 20))
    assert hotels.state(place, date(2026, 11, 19)) == "at_risk"
    assert hotels.state(place, date(2026, 11, 20)) == "active"


def test_a_deputy_is_not_the_champion(hotels):
    place = hotels.place(date(2026, 9, 1))
    other = Assignment.objects.filter(organisation=place.organisation).order_by("pk")[1].person
    champions.name_champion(premises=place, person=other, on=date(2026, 9, 1), is_deputy=True)
    champions.end_champion(champion=Champion.objects.get(premises=place, is_deputy=False), on=date(2026, 10, 1))
    assert hotels.state(place) == State.AT_RISK.value
