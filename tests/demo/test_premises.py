"""Wealdshire's premises: the pack's figures (section 3.13), counted from people, posts and certificates."""

from datetime import UTC, date, datetime, time

from certification.models import Certificate
from demo.premises import DESK, PLACES
from demo.services import laying
from partnership.models import Area, Organisation
from schemes.models import Premises
from schemes.queries.hotels import known_premises, readings, sector
from schemes.rules.coverage import Grade
from schemes.rules.facts import State
from schemes.rules.next_steps import Step, next_step

ON = date(2026, 11, 30)


def lay(on=ON):
    at = datetime.combine(on, time(8), tzinfo=UTC)
    laying.lay_out(on=on, at=at, with_people=True, say=lambda words: None, plans=(), places=PLACES)


def figures_are_the_packs(on):
    found = sector(on)
    assert found.coverage is not None
    assert (found.declared, found.capped_current, round(found.coverage)) == (1148, 941, 82)
    assert (found.counted, found.known, found.unknown) == (72, 240, 168)
    assert found.grades == {Grade.A: 3, Grade.B: 58, Grade.C: 11, Grade.D: 168}
    assert [found.states[state] for state in (State.ACTIVE, State.AT_RISK, State.LAPSED)] == [61, 11, 14]
    assert found.over_declared == 2
    active = {r.coverage.grade for r in readings(known_premises(on), on) if r.state is State.ACTIVE}
    assert active == {Grade.A, Grade.B}


def test_the_figures_are_the_packs_and_none_is_typed_in(db, django_assert_max_num_queries):
    lay()
    figures_are_the_packs(ON)
    districts = [sector(ON, area=area) for area in Area.objects.filter(kind="district")]
    assert (sum(d.known for d in districts), sum(d.declared for d in districts)) == (240, 1148)
    assert max(d.known for d in districts) == sector(ON, area=Area.objects.get(short_name="Casterley")).known
    assert 10 < sector(date(2026, 3, 31)).states[State.ACTIVE] <= 61
    (desk,) = readings(Premises.objects.filter(organisation__code=DESK), ON)
    assert next_step(desk.standing, desk.coverage, desk.facts, ON) is Step.ROLL_CALL
    Certificate.objects.filter(person__assignments__organisation__code=DESK)[0].delete()
    with django_assert_max_num_queries(20):
        assert sector(ON).capped_current == 940


def test_laid_out_for_another_day_they_are_the_packs_again_and_no_premises_is_left_over(db):
    lay(date(2026, 1, 31))
    assert Premises.objects.count() == 240
    lay(date(2027, 3, 31))
    figures_are_the_packs(date(2027, 3, 31))


def test_without_people_there_are_no_premises(db):
    at = datetime.combine(ON, time(8), tzinfo=UTC)
    laying.lay_out(on=ON, at=at, with_people=False, say=lambda words: None)
    assert not Premises.objects.exists()
    assert Organisation.objects.filter(code="HOTELS").exists()
