"""The six courses read as they were written. Expected numbers are committed; others are counted another way."""

import re
from dataclasses import replace

import pytest

from courses.format import read_checked
from courses.format.check_roles import role_set
from courses.pages import course_of
from tests.courses.conftest import FILES

# key: (lessons, scenarios, steps, questions, refresher questions, glossary, facts, myths, checks, spots)
COUNTS = {
    "cse-taxi": (7, 5, 11, 14, 5, 11, 18, 3, 3, 1),
    "cse-hotel": (6, 3, 7, 16, 3, 9, 18, 3, 3, 1),
    "cse-members": (5, 3, 6, 12, 4, 10, 18, 3, 2, 1),
    "cse-health": (6, 5, 11, 14, 4, 10, 16, 3, 3, 1),
    "cse-leaders": (5, 3, 6, 12, 4, 11, 17, 2, 2, 1),
    "cse-practitioners": (6, 3, 9, 12, 4, 14, 22, 3, 3, 1),
}
CRITICAL = {
    "cse-taxi": ["Q2", "Q5"],
    "cse-hotel": ["Q1", "Q5"],
    "cse-members": ["Q3"],
    "cse-health": ["Q5"],
    "cse-leaders": ["Q11"],
    "cse-practitioners": ["Q5"],
}
# (course, role): (flow, minutes of lessons, questions, refresher questions)
PATHS = {
    ("cse-taxi", "phv_driver"): ("L1 S1 L2 S2 L3 L4 L5 S3 L7", 32, 12, 4),
    ("cse-taxi", "phv_dispatch"): ("L1 S4 L2 L3 L4 L6 S5 L7", 32, 12, 4),
    ("cse-hotel", "hotel_night"): ("L1 L2 S1 L3 S3 L4 L5 S2", 26, 12, 3),
    ("cse-hotel", "hotel_housekeeping"): ("L1 L3 S3 L4 L5 S2 L6", 26, 10, 3),
    ("cse-hotel", "hotel_food_bar"): ("L1 L3 S3 L4 L5 S2", 21, 10, 3),
    ("cse-hotel", "hotel_champion"): ("L1 L2 S1 L3 S3 L4 L5 S2 L6", 31, 12, 3),
    ("cse-members", "councillor"): ("L1 L2 S1 L3 L4 S2 L5 S3", 14, 12, 4),
    ("cse-health", "health_l1"): ("L1 L2 S4 L4 S5 L6", 10, 10, 3),
    ("cse-health", "health_l3"): ("L1 L2 L3 S1 L4 S3 L5 S2", 14, 12, 4),
    ("cse-leaders", "dsl"): ("L1 L2 S2 L3 L4 S1 L5 S3", 12, 12, 4),
    ("cse-practitioners", "social_worker"): ("L1 L2 L3 S2 L4 S1 L5 L6 S3", None, 12, 4),
}

every_file = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


@every_file
def test_it_reads_without_a_problem_and_in_the_committed_numbers(path):
    course = read_checked(path.read_bytes())
    kinds = [block.kind for lesson in course.lessons for block in lesson.blocks]
    assert COUNTS[course.settings.id] == (
        len(course.lessons),
        len(course.scenarios),
        sum(len(scenario.nodes) for scenario in course.scenarios),
        len(course.questions),
        len(course.refresher.questions),
        len(course.glossary),
        len(course.facts),
        *(kinds.count(kind) for kind in ("myth", "check", "spot")),
    )
    assert [question.key for question in course.questions if question.critical] == CRITICAL[course.settings.id]


@every_file
def test_it_loses_no_line_that_a_simple_count_finds(path):
    text = path.read_text(encoding="utf-8")
    course = read_checked(text)
    options = [
        *(option for question in (*course.questions, *course.refresher.questions) for option in question.options),
        *(o for lesson in course.lessons for block in lesson.blocks for o in getattr(block, "options", ())),
    ]
    assert len(options) == len(re.findall(r"^- \[[ x]\] ", text, re.M))
    assert sum(option.correct for option in options) == len(re.findall(r"^- \[x\] ", text, re.M))
    choices = [choice for scenario in course.scenarios for node in scenario.nodes for choice in node.choices]
    assert len(choices) == len(re.findall(r"^- [A-D] \[(best|ok|poor|unsafe)\] ", text, re.M))
    assert sum(choice.next == "RETRY" for choice in choices) == text.count("  - Next: RETRY")
    blocks = [block for lesson in course.lessons for block in lesson.blocks]
    assert len(blocks) + sum(len(s.nodes) for s in course.scenarios) == len(re.findall(r"^#### ", text, re.M))
    body, inserts = text.split("## Local inserts")[0], text.split("## Local inserts")[1].split("## Reporting card")[0]
    assert len(course.insert_rows) == len(re.findall(r"^\|", inserts, re.M)) - 2
    assert sum(len(getattr(block, "items", ())) for block in blocks) == _list_lines(body)


def _list_lines(body: str) -> int:
    parts = re.findall(r"^#### (?:list|key-points)[^\n]*\n(.*?)(?=^###|^## )", body, re.M | re.S)
    return sum(len(re.findall(r"^- ", part, re.M)) for part in parts)


@pytest.mark.parametrize(("key", "role"), PATHS, ids=[" ".join(pair) for pair in PATHS])
def test_each_role_meets_its_path(key, role):
    course = next(c for c in map(read_checked, (path.read_bytes() for path in FILES)) if c.settings.id == key)
    flow, minutes, questions, refresher = PATHS[key, role]
    found = role_set(course, role)
    assert " ".join(found.flow) == flow
    assert minutes in (None, found.lesson_minutes)
    assert (len(found.questions), len(found.refresher)) == (questions, refresher)


@every_file
def test_the_page_says_what_the_file_says(path, bring):
    imported = bring(path.read_bytes())
    imported.page.refresh_from_db()
    assert course_of(imported.page) == replace(read_checked(path.read_bytes()), insert_rows=())
    assert imported.page.live
    assert imported.version is not None
    assert imported.version.number == "1.0"
