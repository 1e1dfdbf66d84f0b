"""Derived facts are written as differences: twice changes nothing, and what was lost comes back."""

from datetime import date

from certification import services
from certification.models import CoverPeriod, LeavePeriod, Obligation
from certification.tasks import refresh_facts
from partnership.signals import assignments_changed
from tests.certification.conftest import moment


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Obligation, CoverPeriod, LeavePeriod)]


def somebody(world):
    world.rule(before_start=False, new_starter_grace_days=90)
    person = world.person()
    job = world.job(person)
    world.passed(person, date(2025, 3, 1))
    world.away(job, date(2026, 1, 1), date(2026, 6, 1))
    return person, job


def test_a_second_run_changes_nothing(world):
    person, _ = somebody(world)
    assert services.refresh(person_ids=[person.pk]) > 0
    before = everything()
    assert services.refresh(person_ids=[person.pk]) == 0
    assert everything() == before


def test_the_nightly_run_makes_good_what_was_lost(world):
    person, _ = somebody(world)
    services.refresh(person_ids=[person.pk])
    before = [len(rows) for rows in everything()]
    CoverPeriod.objects.all().delete()
    LeavePeriod.objects.all().delete()
    assert refresh_facts() == 2
    assert [len(rows) for rows in everything()] == before


def test_a_changed_rule_moves_the_end_of_cover_and_leaves_no_stale_row(world):
    person, job = somebody(world)
    services.refresh(person_ids=[person.pk])
    requirement = job.obligations.get().requirement
    requirement.validity_months = 12
    requirement.save()
    services.refresh(person_ids=[person.pk])
    assert CoverPeriod.objects.get().ends_on == date(2026, 3, 1)


def test_news_of_a_changed_assignment_refreshes_its_person(world, transactional_db):
    person, job = somebody(world)
    assignments_changed.send_robust(sender=None, person_ids=[person.pk])
    assert Obligation.objects.filter(assignment=job).count() == 1


def test_a_requirement_reaches_organisations_below_its_own(world):
    world.rule("NHS", "nurses")
    ward = world.organisation("NHS-WARD")
    ward.parent = world.organisation("NHS")
    ward.save()
    job = world.job(world.person(), "NHS-WARD", group="nurses")
    elsewhere = world.job(world.person(), "OTHER", group="nurses")
    assert (world.status(job), world.status(elsewhere)) == ("never_started", "not_in_scope")


def test_a_certificate_for_one_role_holds_for_another_that_meets_nothing_new(world, taxi):
    world.rule(course=taxi)
    person = world.person()
    cab = world.job(person, role="phv_driver")
    hackney = world.job(person, role="hackney_driver")
    desk = world.job(person, role="phv_dispatch")
    earlier = services.HistoricPass(person, taxi, date(2025, 3, 1), ("phv_driver",), 36)
    services.import_historic(passes=[earlier], at=moment(date(2025, 3, 1)))
    assert [world.status(job) for job in (cab, hackney, desk)] == ["current", "current", "never_started"]
