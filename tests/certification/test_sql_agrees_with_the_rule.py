"""Property: the status as SQL and the status as a pure function agree, whatever the facts and whatever the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification.models import Certificate, CoverPeriod, Exemption, LeavePeriod, Obligation
from certification.queries.status import facts_of, population, with_status
from certification.rules.status import Cover, Ended, ObligationFacts, Status, status_on
from certification.rules.status import Exemption as ExemptionFact
from certification.rules.status import Leave as LeaveFact
from courses.models import CourseVersion
from learning.models import Attempt, Sitting
from tests.learning.conftest import publish
from tests.learning.small_course import content

ON = date(2026, 3, 29)  # the clocks go forward
DAY = st.integers(-60, 60).map(lambda n: ON + timedelta(days=n))
LATER = st.integers(0, 50)


def spans(make, *, open_ended=False):
    length = st.one_of(st.none(), LATER) if open_ended else LATER
    return st.lists(st.tuples(DAY, length).map(lambda pair: make(*pair)), max_size=2).map(tuple)


def end(start, length):
    return None if length is None else start + timedelta(days=length)


@st.composite
def cases(draw):
    starts_on = draw(DAY)
    ended = draw(st.lists(st.tuples(DAY, st.booleans()), max_size=3))
    # Only the last can be a pass that leaves the person uncovered; the order of ending is the order of days.
    assessments = tuple(Ended(day, passed) for day, passed in sorted(ended, key=lambda pair: pair[0]))
    return ObligationFacts(
        starts_on=starts_on,
        ends_on=draw(st.one_of(st.none(), LATER.map(lambda n: starts_on + timedelta(days=n)))),
        grace_until=draw(st.one_of(st.none(), DAY)),
        due_soon_days=30,
        covers=draw(spans(lambda start, length: Cover(start, end(start, length), ""))),
        exemptions=draw(spans(lambda start, length: ExemptionFact(start, end(start, length)))),
        leaves=draw(
            spans(
                lambda start, length: LeaveFact(
                    start, end(start, length), None if length is None else end(start, length + 10)
                ),
                open_ended=True,
            )
        ),
        opened_on=tuple(draw(st.lists(DAY, max_size=1))) or tuple(a.on for a in assessments[:1]),
        assessments=assessments,
    )


def write(world, version, facts):
    person = world.person()
    job = world.job(person)
    obligation = Obligation.objects.create(
        assignment=job,
        requirement=world.requirement,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        due_on=facts.starts_on,
        grace_until=facts.grace_until,
    )
    for cover in set(facts.covers):
        world.write_cover(obligation, cover)
    for exemption in facts.exemptions:
        world.exempt(job, exemption.starts_on, exemption.ends_on)
    for leave in facts.leaves:
        LeavePeriod.objects.create(
            obligation=obligation,
            starts_on=leave.starts_on,
            ends_on=leave.ends_on,
            re_entry_until=leave.re_entry_until,
        )
    write_attempts(person, version, facts)
    return obligation.pk


def write_attempts(person, version, facts):
    for opened_on in facts.opened_on:
        attempt = Attempt.objects.create(
            person=person,
            course=version.course,
            version=version,
            items={"lessons": [], "scenarios": [], "questions": [], "flow": []},
            started_at=datetime(2026, 1, 1, tzinfo=UTC),
            opened_on=opened_on,
        )
        passed_already = False
        for number, assessment in enumerate(facts.assessments, start=1):
            is_passed = assessment.is_passed and not passed_already  # an attempt is passed by one sitting
            passed_already |= is_passed
            Sitting.objects.create(
                attempt=attempt,
                number=number,
                order={},
                started_at=datetime(2026, 1, 1, tzinfo=UTC),
                ended_at=datetime.combine(assessment.on, datetime.min.time(), UTC) + timedelta(minutes=number),
                ended_on=assessment.on,
                is_passed=is_passed,
                scaled=0,
            )


@pytest.fixture
def held(world):
    version = publish(world.course, content())
    world.requirement = world.rule(due_soon_days=30)
    certificate = world.passed(world.person(), date(2020, 1, 1))

    def write_cover(obligation, cover):
        CoverPeriod.objects.create(
            obligation=obligation,
            certificate=certificate,
            starts_on=cover.starts_on,
            ends_on=cover.ends_on,
            due_soon_from=cover.ends_on - timedelta(days=30),
            reason=cover.reason,
        )

    world.write_cover = write_cover
    return world, version


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases(), min_size=4, max_size=8), DAY)
def test_sql_and_the_pure_rule_give_the_same_status(held, told, on):
    world, version = held
    with transaction.atomic():
        ids = {write(world, version, facts): facts for facts in told}
        as_sql = {row.pk: row for row in with_status(population(on).filter(pk__in=ids), on)}
        read_back = facts_of(list(Obligation.objects.filter(pk__in=ids)))
        for pk in ids:
            pure = status_on(read_back[pk], on)
            if pure.status is Status.NOT_IN_SCOPE:
                assert pk not in as_sql
            else:
                row = as_sql[pk]
                assert (row.status, row.is_due_soon) == (pure.status.value, pure.is_due_soon)
                assert row.expires_on == pure.expires_on or pure.expires_on is None
        transaction.set_rollback(True)


def test_what_the_property_reads_back_is_what_was_told(held):
    """The facts the SQL is compared on are those that were written, or the property would prove nothing."""
    world, version = held
    told = ObligationFacts(
        starts_on=ON,
        ends_on=None,
        grace_until=ON,
        due_soon_days=30,
        covers=(Cover(ON, ON + timedelta(days=3), ""),),
        exemptions=(ExemptionFact(ON, ON),),
        leaves=(LeaveFact(ON, None, None),),
        opened_on=(ON,),
        assessments=(Ended(ON, False), Ended(ON + timedelta(days=1), True)),
    )
    pk = write(world, version, told)
    assert facts_of([Obligation.objects.get(pk=pk)])[pk] == told
    assert Certificate.objects.count() == 1
    assert (Exemption.objects.count(), CourseVersion.objects.count()) == (1, 1)
