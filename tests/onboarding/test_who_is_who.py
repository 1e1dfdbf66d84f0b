"""One person or two: suggested, decided once, merged with both histories, and made two again within 30 days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from certification import services as certification
from certification.models import Certificate
from certification.queries.status import population, standings
from courses.models import Course
from onboarding import services
from onboarding.models import Merge, Suggestion
from partnership.models import Assignment, Person
from schemes.models import Licence
from tests.onboarding.conftest import Bring, D


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create_user(email="officer@wealdshire.example")


def standing(reference: str):
    found = list(population(D).filter(assignment__reference=reference))
    return standings(found, D)[found[0].pk]


def passed(person: Person, day: date) -> None:
    course = Course.objects.get(key="cse-members")
    earlier = certification.HistoricPass(person, course, day, ("scrutiny_member",), 24)
    certification.import_historic(passes=[earlier], at=timezone.now())


def test_members_are_six_people_after_democratic_services_confirm(
    bring: Bring, officer: User, django_capture_on_commit_callbacks
) -> None:
    bring("members", "members_wealdshire.csv")
    suggestion = Suggestion.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        services.decide(suggestion=suggestion, decision="same", by=officer, at=timezone.now())
    assert (Person.objects.filter(canonical=None).count(), Assignment.objects.count()) == (6, 7)
    assert Assignment.objects.values("person").distinct().count() == 6
    merge = Merge.objects.get()
    assert (merge.merged_by, merge.merged_at.date()) == (officer, timezone.now().date())


def test_case_24_a_merge_keeps_both_histories_and_the_later_expiry(
    bring: Bring, officer: User, django_capture_on_commit_callbacks
) -> None:
    bring("members", "members_wealdshire.csv")
    suggestion = Suggestion.objects.get()
    passed(suggestion.older, date(2025, 1, 10))
    passed(suggestion.newer, date(2026, 3, 10))
    certification.refresh(person_ids=[suggestion.older_id, suggestion.newer_id])
    assert standing("WCC-014").expires_on == date(2027, 1, 10)
    with django_capture_on_commit_callbacks(execute=True):
        services.decide(suggestion=suggestion, decision="same", by=officer, at=timezone.now())
    assert {standing(ref).expires_on for ref in ("WCC-014", "ABC-007")} == {date(2028, 3, 10)}
    assert set(Certificate.objects.values_list("person", flat=True)) == {suggestion.older_id, suggestion.newer_id}
    merge = Merge.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        services.unmerge(merge=merge, by=officer, at=timezone.now() + timedelta(days=29))
    assert standing("WCC-014").expires_on == date(2027, 1, 10)
    assert standing("ABC-007").expires_on == date(2028, 3, 10)
    assert Person.objects.filter(canonical=None).count() == 7


def test_two_people_stay_two_and_are_not_asked_about_again(bring: Bring, officer: User) -> None:
    bring("members", "members_wealdshire.csv")
    suggestion = Suggestion.objects.get()
    services.decide(suggestion=suggestion, decision="two", by=officer, at=timezone.now())
    bring("members", "members_wealdshire.csv")
    assert (Suggestion.objects.count(), Suggestion.objects.filter(decided_at=None).count()) == (1, 0)
    with pytest.raises(services.NotNow):
        services.decide(suggestion=suggestion, decision="same", by=officer, at=timezone.now())


def test_a_confirmed_renewal_links_the_licences_and_the_next_list_ends_nobody(bring: Bring, officer: User) -> None:
    bring("drivers", "drivers_aldermoor_2026-10.csv")
    bring("drivers", "drivers_aldermoor_2026-11.csv")
    services.decide(suggestion=Suggestion.objects.get(), decision="same", by=officer, at=timezone.now())
    new, old = Licence.objects.get(number="000612"), Licence.objects.get(number="000531")
    assert (new.renews, new.assignment.person, old.assignment.ends_on) == (
        old,
        old.assignment.person,
        date(2026, 10, 28),
    )
    merge = Merge.objects.get()
    services.unmerge(merge=merge, by=officer, at=timezone.now())
    new.refresh_from_db()
    old = Licence.objects.get(number="000531")
    assert (new.renews, old.assignment.ends_on) == (None, date(2026, 11, 25))


def test_a_merge_cannot_be_undone_after_thirty_days(bring: Bring, officer: User) -> None:
    bring("members", "members_wealdshire.csv")
    services.decide(suggestion=Suggestion.objects.get(), decision="same", by=officer, at=timezone.now())
    with pytest.raises(services.NotNow):
        services.unmerge(merge=Merge.objects.get(), by=officer, at=timezone.now() + timedelta(days=31))


def test_two_who_both_sign_in_are_left_to_the_support_desk(db: None, officer: User) -> None:
    people = [
        Person.objects.create(display_name=name, user=User.objects.create_user(email=f"{name}@x.example"))
        for name in ("ann", "anne")
    ]
    with pytest.raises(services.NotNow):
        services.merge_people(kept=people[0], merged=people[1], by=officer, at=timezone.now())


def test_case_9_and_10_one_number_and_name_at_two_employers_is_one_person_in_one_file(bring: Bring) -> None:
    head = "organisation_code,person_key,display_name,role_code,start"
    answer = bring(
        "staff",
        [
            head,
            "WHFT,N-1,Jo Ash,health_l3,2020-01-01",
            "WCMH,N-1,Jo Ash,health_l3,2020-01-01",
            "POL,N-1,Al Birch,police_officer,2020-01-01",
        ],
    )
    assert (answer.totals["added"], answer.totals["people"], Person.objects.count()) == (3, 2, 2)


def test_case_12_a_seconded_officer_has_two_posts_and_is_one_person(bring: Bring) -> None:
    head = "organisation_code,person_key,display_name,role_code,start,contract_type"
    bring(
        "staff",
        [
            head,
            "POL,P-1,Jo Ash,police_officer,2020-01-01,",
            "YJS,P-1,Jo Ash,youth_justice_worker,2026-01-01,secondment",
        ],
    )
    assert (Person.objects.count(), Assignment.objects.count()) == (1, 2)
