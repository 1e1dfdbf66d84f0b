"""The sections that are lists and tables: outcomes, local inserts, reporting card, language, glossary, facts."""

import re

from courses.format.lines import Part, shorten, table
from courses.format.model import CardLine, Fact, Insert, InsertRow, Outcome, Term, Wording
from courses.format.problems import Problems

COLUMNS = ("key", "what it is", "owner", "required", "demo value", "visible_to", "audience", "checked_on")
NEEDED = COLUMNS[:5]
DEFAULTS = {"visible_to": "public", "audience": "shared"}


def read_outcomes(section: Part, problems: Problems) -> tuple[Outcome, ...]:
    found = []
    for line in section.lines:
        if match := re.fullmatch(r"- (LO\d+): (.+)", line.text.rstrip()):
            found.append(Outcome(match[1], match[2].strip(), line.number))
        elif line.text.strip():
            problems.add(line.number, "", f"'{shorten(line.text)}' is not an outcome.", "Write it as '- LO1: text'.")
    return tuple(found)


def read_glossary(section: Part, problems: Problems) -> tuple[Term, ...]:
    found = []
    for line in section.lines:
        if match := re.fullmatch(r"- \*\*(.+?)\*\*: (.+)", line.text.rstrip()):
            found.append(Term(match[1].strip(), match[2].strip(), line.number))
        elif line.text.strip():
            reason = f"'{shorten(line.text)}' is not a glossary entry."
            problems.add(line.number, "", reason, "Write it as '- **Term**: meaning'.")
    return tuple(found)


def read_card(section: Part, problems: Problems) -> tuple[CardLine, ...]:
    """The reporting card's entries. A line may hold several: each bold label ending in a colon begins one."""
    found: list[CardLine] = []
    for line in section.lines:
        if not line.text.strip():
            continue
        if not line.text.startswith("- "):
            reason = f"'{shorten(line.text)}' is not an entry of the reporting card."
            problems.add(line.number, "", reason, "Write it as '- **Label:** text'.")
            continue
        before, *rest = re.split(r"\*\*([^*]+?):\*\*", line.text[2:].strip())
        pairs = list(zip(rest[::2], rest[1::2], strict=True))
        if before.strip():
            pairs.insert(0, ("", before))
        last = len(pairs) - 1
        for place, (label, text) in enumerate(pairs):
            text = text.strip() if place == last else text.strip().removesuffix(".")
            found.append(CardLine(label.strip(), text, line.number))
    return tuple(found)


def _rows(section: Part, wide: int, problems: Problems) -> list[tuple[int, tuple[str, ...]]]:
    for line in section.lines:
        if line.text.strip() and not line.text.startswith("|"):
            reason = f"'{shorten(line.text)}' is not a row of the table in {section.heading}."
            problems.add(line.number, "", reason, "Every row begins with '|'.")
    found = []
    for line, row in table(section.lines)[1]:
        if len(row) == wide:
            found.append((line.number, row))
        else:
            problems.add(
                line.number,
                "",
                f"The row '{shorten(row[0])}' has {len(row)} cells, and {section.heading} has {wide} columns.",
            )
    return found


def read_language(section: Part, problems: Problems) -> tuple[Wording, ...]:
    return tuple(Wording(row[0], row[1], row[2], number) for number, row in _rows(section, 3, problems))


def read_facts(section: Part, problems: Problems) -> tuple[Fact, ...]:
    return tuple(Fact(row[0], row[1], row[2], row[3], number) for number, row in _rows(section, 4, problems))


def read_inserts(section: Part, problems: Problems) -> tuple[tuple[Insert, ...], tuple[InsertRow, ...]]:
    """The inserts a course declares (the rows for a key alone), and the values the file brings for them."""
    head = table(section.lines)[0]
    if not _columns_known(section, head, problems):
        return (), ()
    rows = [(number, dict(zip(head, row, strict=True))) for number, row in _rows(section, len(head), problems)]
    base = {row["key"]: row for _, row in rows if "@" not in row["key"]}
    declared: list[Insert] = []
    values: list[InsertRow] = []
    seen: set[str] = set()
    for number, row in rows:
        key, _, area = row["key"].partition("@")
        if row["key"] in seen:
            problems.add(number, row["key"], f"The insert {row['key']} is given twice. Keep one of them.")
        elif key not in base:
            problems.add(
                number, row["key"], f"The insert {row['key']} has no row for {key} alone.", f"Add a row '| {key} | …'."
            )
        else:
            full = {name: row.get(name) or base[key].get(name) or DEFAULTS.get(name, "") for name in COLUMNS}
            full["demo value"] = row["demo value"]
            values.append(_value(key, area, full, number))
            if not area:
                declared.append(_declared(key, full, number))
        seen.add(row["key"])
    return tuple(declared), tuple(values)


def _columns_known(section: Part, head: tuple[str, ...], problems: Problems) -> bool:
    number = next((line.number for line in section.lines if line.text.startswith("|")), section.number)
    unknown = [name for name in head if name not in COLUMNS]
    absent = [name for name in NEEDED if name not in head] if section.number else []
    for name in unknown:
        problems.add(number, "", f"Local inserts: the column '{name}' is not known.", f"Use: {', '.join(COLUMNS)}.")
    for name in absent:
        problems.add(number, "", f"Local inserts: the column '{name}' is missing.")
    if len(set(head)) != len(head):
        problems.add(number, "", "Local inserts: a column is given twice.")
        return False
    return not unknown and not absent and bool(head)


def _value(key: str, area: str, row: dict[str, str], number: int) -> InsertRow:
    return InsertRow(
        key, area, row["owner"], row["demo value"], row["visible_to"], row["audience"], row["checked_on"], number
    )


def _declared(key: str, row: dict[str, str], number: int) -> Insert:
    return Insert(key, row["what it is"], row["owner"], row["required"], row["visible_to"], row["audience"], number)
