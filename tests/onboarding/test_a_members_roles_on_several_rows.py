"""Committee systems write a row for each role: the rows of one member are one person with all those roles."""

from datetime import date

import pytest

from onboarding.services import checking
from partnership.models import Assignment, Person
from tests.onboarding.conftest import Bring

HEAD = "council_code,member_ref,display_name,ward_code,acceptance_of_office,term_end,roles,role_start,role_end"


def row(roles: str, start: str = "", end: str = "", *, ref: str = "M-1", name: str = "Cllr Jo Ash", **said: str) -> str:
    office = said.get("office", "2023-05-09")
    return f"E07000991,{ref},{name},,{office},2027-05-06,{roles},{start},{end}"


def held() -> list[tuple[str, date, date | None]]:
    return list(Assignment.objects.order_by("starts_on").values_list("role__code", "starts_on", "ends_on"))


def reasons(answer: object) -> list[tuple[int, str, str]]:
    return [(each["line"], each["result"], each["reason"]) for each in answer.said["rows"]]  # type: ignore[attr-defined]


def test_two_rows_are_one_person_held_to_the_stricter_role(bring: Bring) -> None:
    answer = bring("members", [HEAD, row("scrutiny"), row("", ref="M-2", name="Di Oak"), row("licensing_main")])
    assert answer.code == 0
    assert reasons(answer) == [
        (2, "added", ""),
        (3, "added", ""),
        (4, "unchanged", "Read with line 2: one person, with the roles of both rows."),
    ]
    assert (answer.totals["people"], Person.objects.count()) == (2, 2)
    assert set(Assignment.objects.values_list("reference", "role__code")) == {
        ("M-1", "licensing_member"),
        ("M-2", "councillor"),
    }


def test_the_same_list_again_is_no_news_in_rows_or_in_one_cell(bring: Bring) -> None:
    bring("members", [HEAD, row("scrutiny"), row("licensing_main")])
    for lines in ([row("scrutiny"), row("licensing_main")], [row("scrutiny;licensing_main")]):
        answer = bring("members", [HEAD, *lines])
        assert {result for _, result, _ in reasons(answer)} == {"unchanged"}


def test_each_role_has_its_own_days(bring: Bring) -> None:
    rows = [HEAD, row("scrutiny", "2023-06-01"), row("licensing_main", "2026-10-05")]
    bring("members", rows, on=date(2026, 9, 1))
    bring("members", rows)
    joined, began, ends = date(2026, 10, 5), date(2023, 5, 9), date(2027, 5, 6)
    assert held() == [("scrutiny_member", began, joined), ("licensing_member", joined, ends)]


def test_the_stricter_role_began_on_its_day_though_another_came_later(bring: Bring) -> None:
    bring("members", [HEAD, row("group_leader", "2023-06-01")], on=date(2026, 1, 1))
    lines = [row("group_leader", "2023-06-01"), row("licensing_main", "2026-10-05"), row("scrutiny", "2026-11-02")]
    bring("members", [HEAD, *lines])
    assert held()[1][:2] == ("licensing_member", date(2026, 10, 5))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (row("licensing_main", name="Cllr Al Elm"), "display_name 'Cllr Al Elm' is not what line 2 says of M-1."),
        (
            row("licensing_main", office="2025-05-02"),
            "acceptance_of_office '2025-05-02' is not what line 2 says of M-1",
        ),
        (row("scrutiny", "2024-05-02"), "role_start '2024-05-02' is not what line 2 says of M-1."),
    ],
)
def test_rows_that_contradict_each_other_are_refused_and_say_which_line(bring: Bring, second: str, said: str) -> None:
    bring("members", [HEAD, row("licensing_main")])
    answer = bring("members", [HEAD, row("scrutiny"), second, row("group_leader")])
    assert [each[1] for each in reasons(answer)] == ["rejected"] * 3
    assert reasons(answer)[1][2].startswith(said)
    assert "is on line 3 too, with another" in reasons(answer)[0][2]
    assert list(Assignment.objects.values_list("role__code", "ends_on")) == [("licensing_member", date(2027, 5, 6))]


def test_a_row_beside_one_that_cannot_be_read_waits_for_it(bring: Bring) -> None:
    bring("members", [HEAD, row("scrutiny"), row("licensing_main")])
    answer = bring("members", [HEAD, row("scrutiny"), row("licensing_main", office="2023-02-31")])
    assert [each[1] for each in reasons(answer)] == ["rejected", "rejected"]
    assert "is on line 3 too, which cannot be used" in reasons(answer)[0][2]
    assert Assignment.objects.get().role.code == "licensing_member"


def test_the_same_row_twice_is_still_one_too_many(bring: Bring) -> None:
    answer = bring("members", [HEAD, row("scrutiny"), row("scrutiny")])
    assert [each[1] for each in reasons(answer)] == ["added", "rejected"]
    assert "more than once" in reasons(answer)[1][2]


def test_one_reference_at_two_councils_is_two_members(bring: Bring) -> None:
    bring("members", [HEAD, row("scrutiny"), row("scrutiny", name="Cllr Al Elm").replace("E07000991", "E07000992")])
    assert Person.objects.count() == 2


def test_rows_far_apart_are_joined(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHUNK", 2)
    others = [row("", ref=f"M-{number}", name=f"Cllr No {number}") for number in range(2, 7)]
    answer = bring("members", [HEAD, row("scrutiny"), *others, row("licensing_main")])
    assert (answer.totals["added"], answer.totals["unchanged"]) == (6, 1)
    assert Assignment.objects.get(reference="M-1").role.code == "licensing_member"
