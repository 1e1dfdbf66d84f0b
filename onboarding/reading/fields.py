"""The columns a kind of roster has, and what one cell becomes: a plain value, or a problem in plain words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import phonenumbers

from common.numbers import whole_number
from onboarding.reading.days import DateStyle, read_day
from onboarding.reading.nearest import nearest

Record = dict[
    str, Any
]  # field name → str, bool, int or None; days as YYYY-MM-DD, so that a record is JSON as it stands

YES = {"y", "yes", "true", "1"}
# Signs that turn the direction of what follows or cannot be seen: a name must not be able to rewrite the page it is on.
UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
NO = {"n", "no", "false", "0"}
NOTHING = NO | {"none", "nil", "n/a", "-"}
UK_MOBILE = re.compile(r"07\d{9}")
E164_UK_MOBILE = re.compile(r"\+447\d{9}")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value, and how to mend it."""

    field: str
    value: str
    what: str
    mend: str

    def __str__(self) -> str:
        said = f"{self.field} '{self.value}' {self.what}" if self.value else f"{self.field} {self.what}"
        return f"{said}. {self.mend}"


@dataclass(frozen=True)
class Field:
    """One column: its name in files, what it holds, and what else people call it.

    `form` is text, code, day, flag, presence, choice, email, mobile or number. A `choice` maps what files say to what
    we keep; a `presence` keeps only whether anything was said.
    `is_noise` columns (when the row was last touched) do not make a row a changed one.
    """

    name: str
    form: str = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    longest: int = 200
    is_noise: bool = False
    help: str = ""

    def read(self, cell: str, style: DateStyle) -> Any:
        """The value, "" or None for nothing. Raises Wrong."""
        text = " ".join(cell.translate(UNSEEN).split())
        if not text:
            return _EMPTY[self.form] if not self.required else self._missing()
        if len(text) > self.longest:
            raise Wrong("is too long", f"Write at most {self.longest} characters.")
        return _READERS[self.form](self, text, style)

    def _missing(self) -> None:
        raise Wrong("is missing", "Every row needs it.")


class Wrong(Exception):
    """One value cannot be used: what is wrong and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def _text(_: Field, text: str, __: DateStyle) -> str:
    # What a spreadsheet would run, when a file of ours comes back, was written with an apostrophe before it.
    return text[1:] if text[0] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _day(_: Field, text: str, style: DateStyle) -> str:
    try:
        return read_day(text, style)
    except ValueError as error:
        written = "2026-11-30" if style is DateStyle.ISO else "30/11/2026"
        raise Wrong(str(error), f"Write days like {written}.") from error


def _flag(_: Field, text: str, __: DateStyle) -> bool:
    word = text.lower()
    if word in YES or word in NO:
        return word in YES
    raise Wrong("is neither y nor n", "Write y or n.")


def _presence(_: Field, text: str, __: DateStyle) -> bool:
    return text.lower() not in NOTHING


def _choice(own: Field, text: str, _: DateStyle) -> str:
    word = re.sub(r"[\s-]+", "_", text.lower())
    if word in own.choices:
        return own.choices[word]
    known = ", ".join(nearest(word, set(own.choices.values())))
    raise Wrong("is not known", f"Known: {known}.")


def _email(_: Field, text: str, __: DateStyle) -> str:
    if EMAIL.fullmatch(text):
        return text.lower()
    raise Wrong("is not an e-mail address", "Correct it, or leave it empty.")


def _mobile(_: Field, text: str, __: DateStyle) -> str:
    digits = re.sub(r"[\s().-]", "", text)
    if UK_MOBILE.fullmatch(digits):
        return f"+44{digits[1:]}"  # nearly all of them; the library takes fifty times as long
    if E164_UK_MOBILE.fullmatch(digits):
        return digits
    try:
        number = phonenumbers.parse(f"0{digits}" if re.fullmatch(r"7\d{9}", digits) else digits, "GB")
    except phonenumbers.NumberParseException as error:
        raise Wrong("is not a phone number", "Correct it, or leave it empty.") from error
    if not phonenumbers.is_possible_number(number):
        raise Wrong("is not a possible phone number", "Correct it, or leave it empty.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _number(_: Field, text: str, __: DateStyle) -> int:
    number = whole_number(text, digits=20)
    if number is not None and number <= 32767:
        return number
    raise Wrong("is not a whole number", "Write it in figures.")


_READERS: dict[str, Callable[[Field, str, DateStyle], Any]] = {
    "text": _text,
    "code": _text,
    "day": _day,
    "flag": _flag,
    "presence": _presence,
    "choice": _choice,
    "email": _email,
    "mobile": _mobile,
    "number": _number,
}
_EMPTY: dict[str, Any] = {
    "text": "",
    "code": "",
    "day": None,
    "flag": False,
    "presence": False,
    "choice": "",
    "email": "",
    "mobile": "",
    "number": None,
}


def read_record(
    fields: Sequence[tuple[Field, int | None]], cells: Sequence[str], style: DateStyle
) -> tuple[Record, list[Problem]]:
    """The values of a row by field, and every problem found. A field with a problem has its empty value.

    `fields` says in which column each field stands; None: the file has no such column.
    """
    record: Record = {}
    problems: list[Problem] = []
    for each, place in fields:
        cell = cells[place] if place is not None else ""
        try:
            record[each.name] = each.read(cell, style)
        except Wrong as wrong:
            record[each.name] = _EMPTY[each.form]
            problems.append(Problem(each.name, cell.strip()[:80], wrong.what, wrong.mend))
    return record, problems
