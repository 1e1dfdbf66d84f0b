"""The edge cases of pack section 3.11 that are about being trained, by their numbers. D is 30 November 2026."""

from datetime import date

import pytest

from certification.queries.status import population, with_status
from courses.models import Course
from partnership import services as partnership
from tests.certification.conftest import ON


@pytest.fixture
def drivers(world):
    world.rule("ALD")
    world.rule("CAS")
    return world


def test_case_1_one_pass_satisfies_two_authorities(drivers):
    person = drivers.person()
    jobs = [drivers.job(person, "ALD"), drivers.job(person, "CAS")]
    drivers.passed(person, date(2025, 3, 1))
    assert [drivers.status(job) for job in jobs] == ["current", "current"]


def test_case_2_a_certificate_follows_a_driver_who_moves(drivers):
    person = drivers.person()
    old = drivers.job(person, "ALD", ends_on=date(2026, 11, 1))
    new = drivers.job(person, "CAS", starts_on=date(2026, 11, 1))
    drivers.passed(person, date(2025, 3, 1))
    assert (drivers.status(old), drivers.status(new)) == ("not_in_scope", "current")
    assert drivers.status(old, date(2026, 10, 31)) == "current"


def test_case_3_a_licence_granted_without_training_has_no_grace(drivers):
    job = drivers.job(drivers.person(), starts_on=date(2026, 11, 20))
    assert drivers.status(job) == "never_started"


def test_case_4_an_applicant_who_passed_is_current_from_the_day_of_the_grant(drivers):
    person = drivers.person()
    drivers.passed(person, date(2026, 10, 5))
    job = drivers.job(person, starts_on=date(2026, 11, 20))
    assert drivers.status(job, date(2026, 11, 19)) == "not_in_scope"
    assert drivers.status(job, date(2026, 11, 20)) == "current"


def test_case_5_a_suspended_driver_is_out_of_scope_and_must_renew_before_coming_back(drivers):
    person = drivers.person()
    job = drivers.job(person)
    drivers.passed(person, date(2023, 12, 10))
    drivers.suspended(job, date(2026, 11, 1), date(2026, 12, 31))
    assert drivers.status(job, date(2026, 10, 31)) == "current"
    assert drivers.status(job) == "not_in_scope"
    assert drivers.status(job, date(2026, 12, 31)) == "expired"


def test_case_6_a_revoked_licence_ends_and_the_certificate_stays(drivers):
    person = drivers.person()
    job = drivers.job(person)
    certificate = drivers.passed(person, date(2025, 3, 1))
    partnership.end_assignment(assignment=job, on=date(2026, 11, 10))
    job.refresh_from_db()
    assert drivers.status(job, date(2026, 11, 10)) == "not_in_scope"
    assert person.certificates.get() == certificate


def test_case_7_a_revocation_overturned_leaves_a_gap_in_the_same_assignment(drivers):
    person = drivers.person()
    job = drivers.job(person)
    drivers.passed(person, date(2025, 3, 1))
    drivers.suspended(job, date(2026, 9, 1), date(2026, 11, 1))
    assert [drivers.status(job, day) for day in (date(2026, 8, 31), date(2026, 10, 1), ON)] == [
        "current",
        "not_in_scope",
        "current",
    ]


def test_case_8_a_nurse_on_leave_gets_the_re_entry_window_and_then_is_expired(world):
    world.rule("NHS", "nurses", before_start=False, new_starter_grace_days=90)
    person = world.person()
    job = world.job(person, "NHS", group="nurses")
    world.passed(person, date(2023, 5, 10))
    world.away(job, date(2026, 3, 1), date(2027, 1, 10))
    assert world.status(job) == "on_long_leave"
    assert world.status(job, date(2027, 1, 10)) == "in_grace"
    assert world.status(job, date(2027, 4, 10)) == "in_grace"
    assert world.status(job, date(2027, 4, 11)) == "expired"


def test_leave_of_under_28_days_changes_nothing(world):
    world.rule("NHS", "nurses", before_start=False, new_starter_grace_days=90)
    job = world.job(world.person(), "NHS", group="nurses")
    world.away(job, date(2026, 11, 10), date(2026, 12, 7))
    assert world.status(job) == "never_started"


def test_case_9_three_jobs_with_three_courses_are_three_rows_and_one_person(world):
    person = world.person()
    courses = [Course.objects.create(key=f"c{n}", title=str(n), short_title=str(n)) for n in range(3)]
    jobs = []
    for course, group in zip(courses, ["nurses", "members", "weekend"], strict=True):
        world.rule("ALD", group, course=course, before_start=False)
        jobs.append(world.job(person, "ALD", group=group))
        world.passed(person, date(2025, 3, 1), course)
    assert [world.status(job) for job in jobs] == ["current"] * 3
    rows = with_status(population(ON), ON).filter(status="current")
    assert (rows.count(), rows.values("assignment__person").distinct().count()) == (3, 1)


def test_case_13_a_by_election_joiner_has_ninety_days_but_a_licensing_member_none(world):
    world.rule("ALD", "members", before_start=False, new_starter_grace_days=90)
    world.rule("ALD", "licensing", before_start=True)
    elected = date(2026, 11, 12)
    member = world.job(world.person(), group="members", starts_on=elected)
    licensing = world.job(world.person(), group="licensing", starts_on=elected)
    assert (world.status(member), world.status(licensing)) == ("in_grace", "never_started")
    assert world.status(member, date(2027, 2, 10)) == "in_grace"
    assert world.status(member, date(2027, 2, 11)) == "never_started"


def test_case_14_a_councillor_who_lost_the_seat_is_not_overdue(world):
    world.rule("ALD", "members", before_start=False, validity_months=24)
    person = world.person()
    job = world.job(person, group="members", ends_on=date(2026, 5, 7))
    world.passed(person, date(2024, 1, 1))
    assert world.status(job) == "not_in_scope"
    assert person.certificates.count() == 1


def test_case_15_a_new_term_asks_again_within_ninety_days_when_the_pass_is_old(world):
    world.rule("ALD", "members", validity_months=24, before_start=False, new_starter_grace_days=90, new_term_months=12)
    person = world.person()
    world.passed(person, date(2025, 3, 20), months=24)
    job = world.job(person, group="members", starts_on=date(2026, 11, 20))
    standing = world.standing(job)
    assert (standing.status, standing.expires_on, standing.reason) == ("current", date(2027, 2, 18), "new_term")
    assert world.status(job, date(2027, 2, 19)) == "expired"


def test_case_16_a_twin_hatted_councillor_has_two_rows_and_one_certificate(world):
    for council in ("WCC", "ALD"):
        world.rule(council, "members", before_start=False, validity_months=24)
    person = world.person()
    jobs = [world.job(person, council, group="members") for council in ("WCC", "ALD")]
    world.passed(person, date(2025, 6, 1), months=24)
    assert [world.status(job) for job in jobs] == ["current", "current"]
    assert person.certificates.count() == 1


def test_case_22_a_material_change_moves_the_end_and_says_why(world, taxi):
    from courses.models import CourseVersion

    world.rule("ALD", course=taxi)
    person = world.person()
    job = world.job(person, role="phv_driver")
    certificate = world.passed(person, date(2026, 6, 1), taxi)
    first = CourseVersion.objects.get(course=taxi)
    type(certificate).objects.filter(pk=certificate.pk).update(version=first, role_codes=["phv_driver"])
    CourseVersion.objects.create(
        course=taxi,
        number="2.0",
        major=2,
        page=first.page,
        revision_id=first.revision_id + 1,
        content=first.content,
        content_hash="x",
        frozen_at=first.frozen_at,
        is_material=True,
        refresh_required_by=date(2027, 2, 28),
    )
    assert world.standing(job, date(2027, 2, 28)).reason == "content_changed"
    after = world.standing(job, date(2027, 3, 1))
    assert (after.status, after.reason) == ("expired", "content_changed")


def test_case_27_the_expiry_day_itself_is_covered_to_its_end(drivers):
    person = drivers.person()
    job = drivers.job(person)
    drivers.passed(person, date(2023, 10, 25))
    assert drivers.status(job, date(2026, 10, 25)) == "current"
    assert drivers.status(job, date(2026, 10, 26)) == "expired"


def test_case_29_a_shorter_rule_spares_earlier_passes(world):
    old = world.rule("ALD", effective_to=date(2027, 1, 1))
    new = world.rule("ALD", validity_months=24, effective_from=date(2027, 1, 1), follows=old, applies_to_existing=False)
    person = world.person()
    job = world.job(person)
    world.passed(person, date(2025, 6, 1))
    assert world.standing(job, date(2027, 7, 1)).expires_on == date(2028, 6, 1)
    new.applies_to_existing = True
    new.save()
    assert world.status(job, date(2027, 7, 1)) == "expired"


def test_an_exemption_ends_on_its_last_day(drivers):
    job = drivers.job(drivers.person())
    drivers.exempt(job, date(2026, 11, 1), ON)
    assert (drivers.status(job), drivers.status(job, date(2026, 12, 1))) == ("exempt", "never_started")


def test_people_in_post_when_a_rule_starts_have_until_the_catch_up_day(world):
    world.rule("ALD", "desk", before_start=False, effective_from=date(2026, 11, 1), catch_up_by=date(2027, 1, 31))
    job = world.job(world.person(), group="desk", starts_on=date(2019, 1, 1))
    assert world.status(job, date(2026, 10, 31)) == "not_in_scope"
    assert (world.status(job, date(2027, 1, 31)), world.status(job, date(2027, 2, 1))) == ("in_grace", "never_started")
