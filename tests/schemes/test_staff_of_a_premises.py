"""Staff join by code, are confirmed or leave by roll-call, and are seen as status and dates."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from certification.queries.status import population, with_status
from common.spans import holds
from partnership.models import AccessGrant, Assignment, Person
from schemes.models import Champion, Headcount, JoinCode, Premises
from schemes.queries.facts import current_days, staff_of
from schemes.queries.join_codes import premises_for
from schemes.queries.staff import members, shift_cover
from schemes.services import champions, join_codes, pledges, premises, roll_call, staff
from tests.schemes.conftest import ON

PHONE = "+447700900123"


@pytest.fixture
def lodge(hotels):
    return hotels.bare()


@pytest.fixture
def join(hotels, lodge):
    def say(at=lodge, name="Ana Pop", on=ON, **said):
        said = {"mobile": PHONE, **said}
        return staff.join(premises=at, name=name, role=hotels.role("hotel_night"), shift="night", on=on, **said)

    return say


def test_the_same_phone_at_the_same_premises_twice_is_one(join):
    first, again = join(), join(name="ana", on=ON + timedelta(days=50))
    assert (first.is_new, again.is_new) == (True, False)
    assert (Person.objects.count(), Assignment.objects.count()) == (1, 1)
    assert again.assignment.confirmations.count() == 2


def test_two_who_share_a_phone_are_two(join):
    join()
    assert join(name="Ilie Radu").is_new
    assert Person.objects.count() == 2


def test_without_a_phone_the_name_and_a_pin_are_the_key(join):
    join(mobile="", pin="482913")
    assert not join(mobile="", pin="482913").is_new
    assert join(mobile="", pin="771204").is_new
    assert "482913" not in Assignment.objects.earliest("pk").staff_link.pin_hash


def test_who_joins_by_code_is_counted_and_held_to_the_course(hotels, join):
    joined = join()
    hotels.refresh(joined.assignment)
    assert population(ON).filter(assignment=joined.assignment).exists()


def test_a_code_opens_one_premises_until_it_is_rotated_or_revoked(lodge):
    code = join_codes.give_code(premises=lodge, on=ON).code
    assert join_codes.give_code(premises=lodge, on=ON).code == code
    assert premises_for(f" {code[:4].lower()}-{code[4:]}", ON) == lodge
    new = join_codes.rotate_code(premises=lodge, on=ON).code
    assert premises_for(code, ON) is None
    assert premises_for(new, ON) == lodge
    join_codes.revoke_code(premises=lodge, on=ON)
    assert premises_for(new, ON) is None
    assert premises_for("", ON) is None


def test_codes_have_eight_characters_and_no_look_alikes(lodge):
    codes = {join_codes.rotate_code(premises=lodge, on=ON).code for _ in range(30)}
    assert len(codes) == 30
    assert not set("".join(codes)) & set("01ILOU")
    assert {len(code) for code in codes} == {8}


def test_there_is_never_more_than_one_code_in_force(lodge):
    join_codes.give_code(premises=lodge, on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinCode.objects.create(premises=lodge, code="ABCDEFGH", starts_on=ON)


def test_a_code_is_rotated_after_90_days_and_opens_nothing_that_closed(lodge):
    join_codes.give_code(premises=lodge, on=ON)
    assert join_codes.rotate_old(on=ON + timedelta(days=89)) == 0
    assert join_codes.rotate_old(on=ON + timedelta(days=90)) == 1
    code = JoinCode.objects.get(ends_on=None).code
    premises.close_premises(premises=lodge, on=ON + timedelta(days=91))
    assert premises_for(code, ON + timedelta(days=91)) is None


def test_a_roll_call_confirms_ends_and_declares_and_twice_is_once(hotels):
    place = hotels.place(ON - timedelta(days=95), staff=5, trained=4)
    posts = list(Assignment.objects.filter(organisation=place.organisation).order_by("pk"))
    assert hotels.reading(place).coverage.live_current == 4
    here, left = {p.pk for p in posts[:4]}, {posts[4].pk}
    for _ in range(2):
        roll_call.take_roll_call(premises=place, here=here, left=left, headcount=4, on=ON)
    posts[4].refresh_from_db()
    assert posts[4].ends_on == ON
    assert Headcount.objects.filter(premises=place, declared_on=ON).count() == 1
    later = hotels.reading(place, ON + timedelta(days=100))
    assert (later.coverage.live_current, later.coverage.headcount) == (4, 4)
    assert hotels.reading(place, ON + timedelta(days=101)).coverage.live_current == 0


def test_a_roll_call_reaches_no_other_premises(hotels, lodge, join):
    other = join(at=hotels.bare("Mill Inn")).assignment
    roll_call.take_roll_call(premises=lodge, here=set(), left={other.pk}, headcount=1, on=ON)
    other.refresh_from_db()
    assert other.ends_on is None


def test_a_champion_who_has_left_is_champion_no_more(hotels):
    place = hotels.place(ON - timedelta(days=20))
    champion = Champion.objects.get(premises=place)
    post = Assignment.objects.get(person=champion.person)
    roll_call.take_roll_call(premises=place, here=set(), left={post.pk}, headcount=9, on=ON)
    champion.refresh_from_db()
    assert champion.ends_on == ON


def test_a_champion_sees_the_premises_for_as_long_as_they_are_champion(hotels, lodge):
    person = hotels.person()
    person.user = User.objects.create_user("c@lookout.example")
    person.save()
    champion = champions.name_champion(premises=lodge, person=person, on=ON)
    assert champions.name_champion(premises=lodge, person=person, on=ON) == champion
    grant = AccessGrant.objects.get(user=person.user, kind="champion", organisation=lodge.organisation)
    champions.end_champion(champion=champion, on=ON + timedelta(days=9))
    grant.refresh_from_db()
    assert grant.ends_on == ON + timedelta(days=9)


def test_a_login_that_came_later_is_let_in_by_the_daily_task(hotels, lodge):
    person = hotels.person()
    champions.name_champion(premises=lodge, person=person, on=ON)
    assert champions.grant_waiting(on=ON) == 0
    person.user = User.objects.create_user("c@lookout.example")
    person.save()
    assert (champions.grant_waiting(on=ON), champions.grant_waiting(on=ON)) == (1, 0)


def test_naming_another_champion_ends_the_one_before(hotels):
    place = hotels.place(ON - timedelta(days=20))
    new = hotels.person("Ilie Radu")
    champions.name_champion(premises=place, person=new, on=ON)
    assert Champion.objects.get(premises=place, ends_on=None).person == new
    assert Assignment.objects.get(person=new).role.code == "hotel_champion"


def test_a_premises_that_moved_takes_its_staff_along(hotels, join):
    old, new = hotels.place(ON - timedelta(days=20), staff=3, trained=2), hotels.bare("Mill Inn")
    premises.follow_premises(premises=new, follows=old, on=ON)
    assert (new.follows, hotels.state(old)) == (old, "closed")
    hotels.refresh(*Assignment.objects.filter(organisation=new.organisation))
    assert (len(members(new, ON)), len(members(old, ON)), hotels.reading(new).coverage.live_current) == (3, 0, 2)


def test_members_come_worst_first_by_first_name_and_initial(hotels):
    place = hotels.place(ON - timedelta(days=60), staff=3, trained=2)
    found = members(place, ON)
    assert all(m.name.startswith("Ewa N. (here since ") for m in found)  # three of one name
    assert [m.is_trained for m in found] == [False, True, True]
    Person.objects.update(do_not_list=True)
    assert {m.name for m in members(place, ON)} == {f"Name not listed ({n})" for n in (1, 2, 3)}


def test_a_shift_without_a_trained_person_is_not_covered(hotels, join, lodge):
    join()
    (night,) = shift_cover(members(lodge, ON))
    assert (night.staff, night.trained, night.is_covered) == (1, 0, False)


def test_a_list_of_staff_takes_as_many_queries_for_forty_as_for_four(hotels, django_assert_max_num_queries):
    place = hotels.place(ON - timedelta(days=60), staff=40, trained=9)
    with django_assert_max_num_queries(4):
        assert len(members(place, ON)) == 40


def test_all_days_at_once_agree_with_the_status_of_a_day(hotels):
    place = hotels.place(ON - timedelta(days=700), staff=6, trained=4)
    post = Assignment.objects.filter(organisation=place.organisation).earliest("pk")
    post.absences.create(starts_on=ON - timedelta(days=300), ends_on=ON - timedelta(days=200))
    post.exemptions.create(
        course=hotels.course, reason="adjustment", starts_on=ON - timedelta(days=99), ends_on=ON - timedelta(days=90)
    )
    hotels.refresh(*Assignment.objects.all())
    current = current_days(staff_of(Premises.objects.all()))
    for age in (720, 700, 600, 301, 300, 201, 200, 100, 99, 90, 89, 30, 0, -29, -31, -60):
        on = ON - timedelta(days=age)
        as_sql = set(with_status(population(on), on).filter(status="current").values_list("assignment", flat=True))
        assert {pk for pk, spans in current.items() if holds(spans, on)} == as_sql, age


def test_a_pledge_signed_twice_on_a_day_is_one_and_withdrawn_lapses(hotels):
    place = hotels.place(ON - timedelta(days=20))
    pledges.withdraw_pledge(premises=place, on=ON)
    assert hotels.state(place) == "lapsed"
    for _ in range(2):
        pledges.sign_pledge(premises=place, signed_by_role="Owner", on=ON + timedelta(days=1))
    assert place.pledges.count() == 2
    assert hotels.state(place, ON + timedelta(days=1)) == "active"
