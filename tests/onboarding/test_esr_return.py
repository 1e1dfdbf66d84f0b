"""The way back to ESR: who holds which competence, by assignment number, with its own days and no name."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from certification import services as certification
from courses.models import Course
from onboarding.esr_return import as_file
from onboarding.models import CompetenceCode
from partnership.models import Organisation, Person
from tests.certification.conftest import moment
from tests.onboarding.conftest import Bring, D


@pytest.fixture
def trust(bring: Bring) -> Organisation:
    """The sample extract brought in; the nurse with two assignments passed in June, the consultant on leave in May."""
    bring("esr", "nhs_esr_extract.csv")
    health = Course.objects.get(key="cse-health")
    for number, passed_on in (("20571234", date(2026, 6, 3)), ("20571300", date(2026, 5, 4))):
        person = Person.objects.filter(roster_entries__person_key=number).distinct().get()
        earlier = certification.HistoricPass(person, health, passed_on, ("health_l3",), 36)
        certification.import_historic(passes=[earlier], at=moment(D))
        certification.refresh(person_ids=[person.pk])
    trust = Organisation.objects.get(code="WHFT")
    CompetenceCode.objects.create(organisation=trust, course=health, code="LOCAL|CSE|Awareness|3 Years")
    return trust


def data(text: str) -> list[str]:
    return text.removeprefix("\ufeff").splitlines()[1:]


def test_each_assignment_of_one_employee_has_a_line(trust: Organisation) -> None:
    assert data(as_file(trust, on=D))[:2] == [
        "20571234,20571234,LOCAL|CSE|Awareness|3 Years,2026-06-03,2029-06-03",
        "20571234,20571234-2,LOCAL|CSE|Awareness|3 Years,2026-06-03,2029-06-03",
    ]


def test_those_who_hold_nothing_have_none_and_nobody_is_named(trust: Organisation) -> None:
    text = as_file(trust, on=D)
    assert "20571355" not in text
    assert "okafor" not in text


def test_since_a_day_gives_only_what_was_achieved_from_then(trust: Organisation) -> None:
    assert len(data(as_file(trust, on=D, since=date(2026, 6, 1)))) == 2
    assert data(as_file(trust, on=D, since=date(2026, 7, 1))) == []


def test_a_course_without_a_code_is_left_out_and_a_trust_without_any_is_told_where_to_add_them(
    trust: Organisation,
) -> None:
    CompetenceCode.objects.update(course=Course.objects.get(key="cse-hotel"))
    assert data(as_file(trust, on=D)) == []
    CompetenceCode.objects.all().delete()
    with pytest.raises(CommandError, match="Roster codes, Competence codes"):
        call_command("esr_return", "WHFT")


def test_the_command_writes_the_file(trust: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "esr.csv"
    call_command("esr_return", "WHFT", "--on", str(D), "--out", str(out))
    assert "competences written" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8-sig").startswith("employee_number,assignment_number,competence")


def test_an_unknown_trust_says_so(db: None) -> None:
    with pytest.raises(CommandError, match="No organisation has the code NOWHERE"):
        call_command("esr_return", "NOWHERE")
