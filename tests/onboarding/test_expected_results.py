"""The sample files of pack section 6.9 through the command, each with exactly the results the pack expects on D."""

from datetime import date

import pytest

from certification.models import Obligation, PriorLearning
from certification.queries.status import population, with_status
from onboarding.models import Suggestion
from partnership.models import Assignment, Person
from schemes.models import Licence
from tests.onboarding.conftest import Bring, D

OCTOBER, NOVEMBER, BAD = (f"drivers_{name}.csv" for name in ("aldermoor_2026-10", "aldermoor_2026-11", "bad_2026-12"))


def licence(number: str) -> Licence:
    return Licence.objects.select_related("assignment__person").get(number=number)


def status(reference: str, on: date = D) -> str:
    found = with_status(population(on).filter(assignment__reference=reference), on)
    return found.get().status if found else "not_in_scope"


def test_october_brings_twelve_drivers_and_keeps_two_of_one_name_apart(bring: Bring) -> None:
    answer = bring("drivers", OCTOBER)
    assert answer.code == 0
    assert (answer.totals["accepted"], answer.totals["added"], answer.totals["people"]) == (12, 12, 12)
    same = Person.objects.filter(display_name="Mohammed Iqbal")
    assert (same.count(), Suggestion.objects.count()) == (2, 0)
    assert sorted(Licence.objects.values_list("number", flat=True))[0] == "000417"
    assert Person.objects.filter(display_name__in=["Selvakumar", "Ştefan Munteanu", "Agnieszka Wójcik"]).count() == 3
    assert licence("000502").kind == "dual"
    assert PriorLearning.objects.get().reference == "CSE-OTHER"


def test_november_on_top_of_october(bring: Bring) -> None:
    bring("drivers", OCTOBER)
    answer = bring("drivers", NOVEMBER)
    assert answer.code == 0
    assert (answer.totals["rows"], answer.totals["accepted"], answer.totals["rejected"]) == (13, 11, 2)
    results = answer.results()
    assert {key: results[key] for key in ("000521", "000614", "000418", "000613", "000612", "000531", "000550")} == {
        "000521": "rejected",
        "000614": "rejected",
        "000418": "ended",
        "000613": "added",
        "000612": "suggested",
        "000531": "pending_link",
        "000550": "ended",
    }
    assert "31/13/2028" in answer.row("000521")["reason"]
    assert "limo" in answer.row("000614")["reason"]
    assert licence("000521").expires_on == date(2028, 8, 31)
    assert licence("000418").assignment.ends_on == date(2026, 10, 21)
    assert licence("000550").assignment.ends_on == D
    assert (status("000502"), status("000502", date(2026, 10, 27))) == ("not_in_scope", "never_started")
    assert (status("000530"), status("000530", date(2026, 10, 14))) == ("never_started", "not_in_scope")
    assert licence("000531").assignment.ends_on == date(2026, 11, 25)
    suggestion = Suggestion.objects.get()
    assert (suggestion.newer, suggestion.older) == (
        licence("000612").assignment.person,
        licence("000531").assignment.person,
    )
    assert suggestion.basis == "renewal"


def test_the_december_file_is_held_for_every_reason_it_gives(bring: Bring) -> None:
    bring("drivers", OCTOBER)
    bring("drivers", NOVEMBER)
    before = list(Assignment.objects.order_by("pk").values())
    answer = bring("drivers", BAD)
    assert answer.code == 2
    assert {"forbidden_column", "missing_column", "too_many_missing"} <= answer.holds
    assert answer.said["state"] == "held"
    assert "1980" not in str(answer.said)
    assert answer.run.path == ""
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_members_are_seven_people_until_somebody_says_that_two_are_one(bring: Bring) -> None:
    answer = bring("members", "members_wealdshire.csv")
    assert (answer.code, answer.totals["accepted"], answer.totals["suggested"], answer.totals["people"]) == (0, 7, 1, 7)
    suggestion = Suggestion.objects.get()
    assert {suggestion.newer.display_name, suggestion.older.display_name} == {"Cllr Priya Nair"}
    assert (Person.objects.count(), Assignment.objects.count()) == (7, 7)
    assert status("BDC-005") == "not_in_scope"
    assert Assignment.objects.get(reference="BDC-005").ends_on == date(2026, 9, 30)
    tranter = Obligation.objects.get(assignment__reference="WCC-022")
    assert (status("WCC-022"), tranter.grace_until) == ("in_grace", date(2027, 2, 14))
    noor = Assignment.objects.get(reference="EBC-002")
    assert (noor.role.code, noor.area.code) == ("coopted_member", "E07000995")
    assert Assignment.objects.get(reference="ABC-007").role.code == "licensing_member"


def test_esr_brings_six_assignments_of_five_people(bring: Bring) -> None:
    answer = bring("esr", "nhs_esr_extract.csv")
    assert (answer.code, answer.totals["accepted"], answer.totals["people"]) == (0, 6, 5)
    assert (Person.objects.count(), Assignment.objects.count()) == (5, 6)
    assert status("20571300") == "on_long_leave"
    assert (status("20571377"), status("20571377", date(2026, 10, 30))) == ("not_in_scope", "never_started")
    assert Assignment.objects.get(reference="20571234-2").contract == "bank"
    roles = Assignment.objects.order_by("reference").values_list("role__code", flat=True)
    assert list(roles) == ["health_l3", "health_l3", "health_l3", "health_l1", "health_l2", "health_l3"]


@pytest.mark.parametrize(
    ("kind", "file"),
    [("drivers", OCTOBER), ("members", "members_wealdshire.csv"), ("esr", "nhs_esr_extract.csv")],
)
def test_the_same_file_twice_changes_nothing(bring: Bring, kind: str, file: str) -> None:
    bring(kind, file)
    before = [list(model.objects.order_by("pk").values()) for model in (Person, Assignment, Licence, Suggestion)]
    answer = bring(kind, file)
    assert set(answer.results().values()) == {"unchanged"}
    assert [
        list(model.objects.order_by("pk").values()) for model in (Person, Assignment, Licence, Suggestion)
    ] == before


def test_a_dry_run_says_the_same_and_does_nothing(bring: Bring) -> None:
    bring("drivers", OCTOBER)
    people = Person.objects.count()
    dry = bring("drivers", NOVEMBER, apply=False)
    assert (dry.code, dry.said["state"], Person.objects.count()) == (0, "ready", people)
    wet = bring("drivers", NOVEMBER)
    assert [(row["key"], row["result"], row["reason"]) for row in wet.said["rows"]] == [
        (row["key"], row["result"], row["reason"]) for row in dry.said["rows"]
    ]
