"""Rules for local inserts: what is declared, what is used, the values a file brings (docs/course-format.md §3.3)."""

import re
from collections.abc import Iterator
from datetime import date

from courses.format.model import CourseFile, Insert, InsertPlace, InsertRow
from courses.format.placeholders import PLACEHOLDER, strings
from courses.format.problems import Problems

REQUIRED = ("yes", "no", "each")
VISIBLE_TO = ("public", "verified", "role")
AUDIENCES = ("shared", "course")
# Numbers Ofcom keeps for drama, and the reserved domain: nothing in a demo may reach a real person.
PHONE = re.compile(r"\b0[\d ]{9,}\d")
DRAMA = re.compile(r"(01632960|02079460|07700900)\d{3}")
ADDRESS = re.compile(r"@([\w.-]+\w)|\bhttps?://([\w.-]+\w)|\bwww\.([\w.-]+\w)")


def check_inserts(course: CourseFile, problems: Problems) -> None:
    for insert in course.inserts:
        _choices(insert, insert.key, problems)
        if insert.required not in REQUIRED:
            reason = f"The insert {insert.key} is required '{insert.required}'."
            problems.add(insert.line, insert.key, reason, f"Write one of: {', '.join(REQUIRED)}.")
    for row in course.insert_rows:
        _value(row, course.settings.status == "demo", problems)
    _uses(course, problems)
    _each_area(course, problems)


def _choices(item: Insert | InsertRow, name: str, problems: Problems) -> None:
    for field, allowed in (("visible_to", VISIBLE_TO), ("audience", AUDIENCES)):
        value = getattr(item, field)
        if value not in allowed:
            reason = f"The insert {name} has {field} '{value}'."
            problems.add(item.line, name, reason, f"Write one of: {', '.join(allowed)}.")


def row_name(row: InsertRow) -> str:
    return f"{row.key}@{row.area}" if row.area else row.key


def _value(row: InsertRow, is_demo: bool, problems: Problems) -> None:
    name = row_name(row)
    if row.area:
        _choices(row, name, problems)
    if not row.value:
        problems.add(
            row.line, name, f"The insert {name} has no value.", "Fill its last column, 'demo value'.", broken=False
        )
    if row.checked_on and not _is_day(row.checked_on):
        problems.add(
            row.line, name, f"The insert {name} was checked on '{row.checked_on}'.", "Write a day as 2026-11-30."
        )
    for reason in _real_contacts(row.value) if is_demo else ():
        problems.add(row.line, name, f"The insert {name}: {reason}")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _real_contacts(value: str) -> Iterator[str]:
    for number in PHONE.findall(value):
        if not DRAMA.fullmatch(number.replace(" ", "")):
            yield f"{number.strip()} is not a drama number. A demo uses 01632 960xxx, 020 7946 0xxx or 07700 900xxx."
    for parts in ADDRESS.findall(value):
        domain = next(part for part in parts if part)
        if not domain.endswith(".example"):
            yield f"{domain} is not a .example domain. A demo uses no real address."


def _uses(course: CourseFile, problems: Problems) -> None:
    declared = {insert.key: insert for insert in course.inserts}
    inline: dict[str, tuple[str, int]] = {}
    for item, line, text in strings(course):
        if re.search(r"\{\{|\}\}", PLACEHOLDER.sub("", text)):
            reason = f"{item or 'The course'} has '{{{{' or '}}}}' that is not a placeholder."
            problems.add(line, item, reason, "A placeholder reads {{local.key}}, with small letters, digits and _.")
        for key in PLACEHOLDER.findall(text):
            inline.setdefault(key, (item, line))
    blocks = {
        block.key: (lesson.key, block.line)
        for lesson in course.lessons
        for block in lesson.blocks
        if isinstance(block, InsertPlace)
    }
    for key, (item, line) in {**blocks, **inline}.items():
        if key not in declared:
            where = f" in {item}" if item else ""
            reason = f"The local insert '{key}' is used{where}, but it is not declared under Local inserts."
            problems.add(line, item, reason, "Add a row for it, or mend its name.")
    for key, insert in declared.items():
        if key not in inline and key not in blocks:
            problems.add(insert.line, key, f"The insert {key} is declared, but nothing uses it.", broken=False)
        if key in inline and insert.visible_to != "public":
            reason = f"The insert {key} is used inside a sentence, so it must be public."
            problems.add(insert.line, key, reason, "Show it as a block of its own, or make it public.")


def _each_area(course: CourseFile, problems: Problems) -> None:
    areas = {row.area for row in course.insert_rows if row.area}
    for insert in course.inserts if course.insert_rows else ():
        if insert.required == "each":
            own = {row.area for row in course.insert_rows if row.key == insert.key}
            for area in sorted(areas - own) or ([] if areas else ["any area"]):
                reason = f"The insert {insert.key} is required of each area but has no row for {area}."
                problems.add(insert.line, insert.key, reason, f"Add a row '| {insert.key}@… | …'.", broken=False)
