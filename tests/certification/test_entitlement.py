"""What a person is asked to take: the whole course, the refresher, or only what a new role adds (pack section 2.2)."""

from datetime import date

import pytest

from certification import services
from certification.queries.entitlement import entitlement_for
from courses.paths import resolve
from learning import bulk
from tests.certification.conftest import ON, moment


@pytest.fixture
def sam(world, taxi):
    world.rule(course=taxi)
    person = world.person()
    world.job(person, role="phv_driver")
    services.refresh(person_ids=[person.pk])
    return person


def passed(person, taxi, on):
    earlier = services.HistoricPass(person, taxi, on, ("phv_driver",), 36)
    services.import_historic(passes=[earlier], at=moment(on))
    services.refresh(person_ids=[person.pk])


def kind(person, taxi):
    return entitlement_for(person, taxi, ON).kind


def test_somebody_new_takes_the_whole_course(sam, taxi):
    assert kind(sam, taxi) == "full"


def test_somebody_due_soon_takes_the_refresher(sam, taxi):
    passed(sam, taxi, date(2024, 1, 10))
    assert kind(sam, taxi) == "refresher"


@pytest.mark.parametrize(("on", "asked"), [(date(2022, 11, 30), "refresher"), (date(2022, 11, 29), "full")])
def test_expired_for_over_twelve_months_is_the_whole_course_again(sam, taxi, on, asked):
    passed(sam, taxi, on)
    assert kind(sam, taxi) == asked


def test_a_rule_that_wants_the_full_course_gets_it(sam, taxi):
    passed(sam, taxi, date(2024, 1, 10))
    taxi.requirements.update(renewed_by="full")
    assert kind(sam, taxi) == "full"


def test_a_driver_who_takes_the_desk_too_is_asked_for_the_desks_items_alone(world, sam, taxi):
    passed(sam, taxi, date(2026, 1, 10))
    world.job(sam, role="phv_dispatch")
    services.refresh(person_ids=[sam.pk])
    asked = entitlement_for(sam, taxi, ON)
    content = taxi.versions.get().content
    left = resolve(content, ["phv_driver", "phv_dispatch"], held=asked.held)
    assert asked.kind == "further"
    assert (left.lessons, left.scenarios) == (("L6",), ("S4", "S5"))
    assert set(left.questions) == {"Q13", "Q14"} | (set(resolve(content, ["phv_dispatch"]).questions) - asked.held)


def test_a_refresher_renews_what_an_earlier_certificate_stood_for_in_other_roles_too(world, sam, taxi):
    passed(sam, taxi, date(2024, 1, 10))
    hackney = world.job(sam, role="hackney_driver")
    (attempt,) = bulk.fabricate(
        [
            bulk.Plan(
                person=sam,
                version=taxi.versions.select_related("course").get(),
                started_at=moment(date(2026, 11, 20)),
                outcome="passed",
                role_codes=("phv_driver",),
                kind="refresher",
            )
        ],
        seed="renewal",
        until=moment(ON),
    )
    services.award_certificate(attempt=attempt.uuid, at=moment(ON))
    assert world.standing(hackney).expires_on == date(2030, 1, 10)
