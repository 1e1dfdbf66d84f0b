"""The settings between the two `---` lines."""

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Any

from courses.format.lines import Line
from courses.format.model import Settings
from courses.format.problems import Problems

SCHEMA = "cse-course/1"


def _text(value: str) -> str:
    return value.strip('"')


def _number(value: str) -> int:
    if not re.fullmatch(r"\d{1,6}", value):
        raise ValueError("a whole number, such as 80")
    return int(value)


def _list(value: str) -> tuple[str, ...]:
    if not (value.startswith("[") and value.endswith("]")):
        raise ValueError("a list, such as [one, two]")
    return tuple(part.strip() for part in value[1:-1].split(",") if part.strip())


def _yes_no(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("yes or no")
    return value == "yes"


def _version(value: str) -> str:
    if not re.fullmatch(r"\d{1,4}\.\d{1,4}", value):
        raise ValueError("two numbers and a dot, such as 1.0")
    return value


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 60:
        raise ValueError("small letters, digits and hyphens, such as cse-taxi")
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "schema": _text,
    "id": _id,
    "title": _text,
    "short_title": _text,
    "audience": _text,
    "role_codes": _list,
    "professions": _list,
    "reading_age": _text,
    "duration_minutes": _number,
    "version": _version,
    "pass_mark_percent": _number,
    "max_attempts_before_support": _number,
    "validity_months": _number,
    "due_soon_days": _number,
    "new_starter_grace_days": _number,
    "refresher_duration_minutes": _number,
    "refresher_pass_mark_percent": _number,
    "intercollegiate_level_contribution": _text,
    "cpd_minutes": _number,
    "participatory": _yes_no,
    "languages_wanted": _list,
    "status": _text,
}
OPTIONAL = {
    "professions",
    "reading_age",
    "intercollegiate_level_contribution",
    "cpd_minutes",
    "participatory",
    "languages_wanted",
    "status",
}


def read_settings(lines: Sequence[Line], problems: Problems) -> tuple[Settings | None, list[Line]]:
    """The settings, and the lines after them. None when they cannot be found or one that is needed cannot be read."""
    if not lines or lines[0].text.strip() != "---":
        problems.add(
            1, "", "The file does not begin with '---'.", "Its first line is '---', then the settings, then '---'."
        )
        return None, []
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.text.strip() == "---"), None)
    if end is None:
        problems.add(1, "", "The settings have no end.", "Put a line '---' after the last 'key: value' line.")
        return None, []
    return _settings(lines[1:end], lines[end].number, problems), list(lines[end + 1 :])


def _settings(lines: Sequence[Line], end: int, problems: Problems) -> Settings | None:
    values, role_line = _values(lines, problems)
    missing = [key for key in READERS if key not in values and key not in OPTIONAL]
    for key in missing:
        problems.add(end, "", f"The setting '{key}' is missing.", f"Add a line '{key}: …' before this '---'.")
    if values.pop("schema", SCHEMA) != SCHEMA:
        problems.add(
            lines[0].number,
            "",
            f"This is not a file of the format {SCHEMA}.",
            f"Its schema line is 'schema: {SCHEMA}'.",
        )
    if missing or any(value is None for value in values.values()):
        return None
    return Settings(**values, role_codes_line=role_line)


def _values(lines: Sequence[Line], problems: Problems) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    role_line = lines[0].number if lines else 1
    for line in (line for line in lines if line.text.strip()):
        key, colon, raw = (part.strip() for part in line.text.partition(":"))
        if not colon:
            problems.add(
                line.number,
                "",
                f"'{key}' is not a 'key: value' line.",
                "Write the setting's name, a colon and its value.",
            )
        elif key in values:
            problems.add(line.number, "", f"The setting '{key}' is given twice. Keep one of them.")
        elif key not in READERS:
            close = difflib.get_close_matches(key, READERS, n=1)
            problems.add(
                line.number,
                "",
                f"'{key}' is not a setting of the format.",
                f"Did you mean '{close[0]}'?" if close else "",
            )
        else:
            values[key] = _read(key, raw, line, problems)
            role_line = line.number if key == "role_codes" else role_line
    return values, role_line


def _read(key: str, raw: str, line: Line, problems: Problems) -> Any:
    try:
        value = READERS[key](raw)
    except ValueError as error:
        problems.add(line.number, "", f"The setting '{key}' is '{raw}'. It should be {error}.")
        return None
    if value in ("", ()) and key not in OPTIONAL:
        problems.add(line.number, "", f"The setting '{key}' is empty.")
        return None
    return value
