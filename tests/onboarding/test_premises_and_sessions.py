"""The samples of premises and of a session's register, by the command: what they come to, twice, and taken back."""

from datetime import date

import pytest

from certification.models import Certificate
from common import clock
from courses.models import Course
from onboarding import services
from onboarding.services.deciding import NotNow
from partnership.models import Organisation
from schemes.models import Attendance, Premises, Session
from schemes.queries.hotels import sector
from tests.learning import small_course
from tests.learning.conftest import publish
from tests.onboarding.conftest import Bring, D

HOTELS, REGISTER, OCTOBER = "hotels_premises.csv", "session_register.csv", "drivers_aldermoor_2026-10.csv"


def test_the_premises_come_to_the_sectors_figure(bring: Bring) -> None:
    answer = bring("premises", HOTELS)
    assert (answer.code, set(answer.results().values())) == (0, {"added"})
    figure = sector(D)
    assert (figure.known, figure.counted, figure.unknown) == (6, 4, 2)
    assert (figure.capped_current, figure.declared) == (175, 220)


def test_the_same_premises_twice_change_nothing(bring: Bring) -> None:
    bring("premises", HOTELS)
    answer = bring("premises", HOTELS)
    assert set(answer.results().values()) == {"unchanged"}


def test_a_dry_run_of_premises_makes_none(bring: Bring) -> None:
    dry = bring("premises", HOTELS, apply=False)
    assert set(dry.results().values()) == {"added"}
    assert not Premises.objects.exists()


def test_premises_are_taken_back_whole(bring: Bring) -> None:
    before = Organisation.objects.count()
    run = bring("premises", HOTELS).run
    services.ask_rollback(run=run, by=None, at=clock.now())
    services.continue_run(pk=run.pk, now=clock.now)
    assert not Premises.objects.exists()
    assert Organisation.objects.count() == before


def test_a_premises_that_cannot_be_says_why(bring: Bring) -> None:
    header = "premises_ref,name,district_code,type,state,declared_headcount,declared_on"
    answer = bring(
        "premises",
        [
            header,
            "P-1,Inn,E07000991,hotel,active,12,",
            "P-2,Inn,E07999,hotel,active,,",
            "P-3,Inn,E07000991,castle,active,,",
        ],
    )
    reasons = [row["reason"] for row in answer.said["rows"]]
    assert "come together or not at all" in reasons[0]
    assert "is not an area we know" in reasons[1]
    assert "castle" in reasons[2]


@pytest.fixture
def drivers(bring: Bring) -> Bring:
    bring("drivers", OCTOBER)
    publish(Course.objects.get(key="cse-taxi"), small_course.content())
    return bring


def test_the_register_comes_to_one_of_each(drivers: Bring) -> None:
    answer = drivers("sessions", REGISTER)
    assert [row["result"] for row in answer.said["rows"]] == ["pass", "fail", "attended", "unmatched"]
    assert Session.objects.get().held_on == date(2026, 11, 12)
    assert Attendance.objects.count() == 4
    certificate = Certificate.objects.get()
    assert (certificate.passed_on, certificate.mode, certificate.language) == (date(2026, 11, 12), "oral", "ur")


def test_the_same_register_twice_changes_nothing(drivers: Bring) -> None:
    drivers("sessions", REGISTER)
    answer = drivers("sessions", REGISTER)
    assert [row["result"] for row in answer.said["rows"]][:3] == ["unchanged"] * 3
    assert Certificate.objects.count() == 1
    assert Attendance.objects.count() == 4


def test_a_register_that_made_a_result_is_not_taken_back(drivers: Bring) -> None:
    run = drivers("sessions", REGISTER).run
    with pytest.raises(NotNow, match="results are not taken back"):
        services.ask_rollback(run=run, by=None, at=clock.now())


def line(key: str, name: str) -> list[str]:
    header = "session_ref,course,date,name,key_type,key,language,assessment_mode,score_percent"
    return [header, f"S-9,cse-taxi,2026-11-12,{name},licence,E07000991:{key},en,oral,92"]


def test_the_key_says_who_it_is_and_another_name_beside_it_is_shown(drivers: Bring) -> None:
    answer = drivers("sessions", line("000550", "Nasreen Begum"), apply=False)
    row = answer.said["rows"][0]
    assert row["result"] == "pass"
    assert row["difference"]["name"][1] == "Nasreen Begum"
    assert "Look whether the key is right" in row["reason"]
    police = drivers("sessions", line("000550", "Nasreen Begum"), "--organisation", "POL", apply=False).said["rows"][0]
    assert ("name" in police["difference"], police["reason"]) == (False, row["reason"])  # whose it is is not theirs
    right = drivers("sessions", line("000550", row["difference"]["name"][0]), apply=False).said["rows"][0]
    assert ("name" in right["difference"], right["reason"]) == (False, "")


def test_a_name_alone_only_suggests(drivers: Bring) -> None:
    answer = drivers("sessions", line("099999", "Selvakumar"), "--organisation", "ALD")
    row = answer.said["rows"][0]
    assert (row["result"], row["reason"]) == (
        "unmatched",
        "Somebody of this name is 000511 here. If it is them, correct the key.",
    )
    assert not Certificate.objects.exists()
    elsewhere = drivers("sessions", line("099998", "Selvakumar"), "--organisation", "POL").said["rows"][0]
    assert elsewhere["reason"] == ""


def test_the_same_register_shows_no_difference(drivers: Bring) -> None:
    drivers("sessions", REGISTER)
    rows = drivers("sessions", REGISTER).said["rows"]
    assert [row["difference"] for row in rows if row["result"] == "unchanged"] == [{}] * 3


def test_lines_that_cannot_be_say_why(drivers: Bring) -> None:
    header = "session_ref,course,date,name,key_type,key,language,assessment_mode,score_percent,interpreter_used"
    answer = drivers(
        "sessions",
        [
            header,
            "S-9,cse-taxy,2026-11-12,A,licence,E07000991:000417,en,oral,92,no",
            "S-9,cse-taxi,2026-12-24,A,licence,E07000991:000418,en,oral,92,no",
            "S-9,cse-taxi,2026-11-12,A,licence,E07000991:000541,en,,92,no",
            "S-9,cse-taxi,2026-11-12,A,email,a@post.example,en,oral,92,no",
        ],
    )
    reasons = [row["reason"] for row in answer.said["rows"]]
    assert "Nearest known: cse-taxi" in reasons[0]
    assert "is still to come" in reasons[1]
    assert "needs assessment_mode" in reasons[2]
    assert "Say --organisation" in reasons[3]
