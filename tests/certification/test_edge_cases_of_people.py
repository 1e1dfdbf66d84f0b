"""Edge cases 11 and 21 of pack section 3.11: two posts with two courses, and somebody who keeps failing."""

from datetime import date

from certification import services
from certification.queries.status import population
from certification.rules.status import Status
from courses.models import Course
from desks.next_steps import for_anybody
from tests.certification.conftest import ON, World, moment


def test_case_11_a_gp_partner_who_leads_at_the_icb_has_two_posts_and_leaders_training_may_stand_for_one(
    world: World,
) -> None:
    health = Course.objects.create(key="cse-health", title="Health", short_title="Health")
    icb_course = Course.objects.create(key="cse-practitioners", title="Practitioners", short_title="Practitioners")
    world.rule("GP-01", "health-3", course=health)
    world.rule("ICB", "leaders", course=icb_course, validity_months=24)
    person = world.person()
    partner, lead = world.job(person, "GP-01", group="health-3"), world.job(person, "ICB", group="leaders")
    assert [world.status(job) for job in (partner, lead)] == ["never_started", "never_started"]
    day = date(2026, 3, 2)
    leaders = services.HistoricPass(person, icb_course, day, (), 24, is_equivalent=True)
    services.import_historic(passes=[leaders], at=moment(day))
    assert [world.status(job) for job in (partner, lead)] == ["never_started", "current"]
    found = world.standing(lead)
    assert found
    assert found.expires_on == date(2028, 3, 2)
    assert population(ON).values("assignment__person").distinct().count() == 1


def test_case_21_three_failures_are_overdue_and_bar_nobody(world: World) -> None:
    world.rule("ALD")
    person = world.person()
    job = world.job(person)
    world.failed(person, date(2026, 10, 1), times=3)
    assert world.status(job) == "overdue_failed"
    told = for_anybody(Status.OVERDUE_FAILED, is_due_soon=False, due_on=ON, expires_on=None, on=ON)
    assert told.startswith("Offer support")
    world.passed(person, date(2026, 11, 20))
    assert world.status(job) == "current"
