"""Hotel Watch as people read it."""

from collections.abc import Mapping, Sized

from django import template

from schemes import words
from schemes.hotel_codes import shown_join_code
from schemes.rules.conditions import Condition
from schemes.rules.coverage import Coverage, Grade
from schemes.rules.facts import State
from schemes.rules.life import Standing
from schemes.rules.next_steps import Priority

register = template.Library()


@register.filter
def state_words(state: State) -> str:
    return str(words.STATES[State(state)])


@register.filter
def state_kind(state: State) -> str:
    return words.KINDS.get(State(state), "unknown")


@register.filter
def missing_words(standing: Standing) -> list[str]:
    return words.missing(standing)


@register.filter
def kept_words(holds: Mapping[Condition, bool]) -> list[tuple[str, bool]]:
    return words.kept(holds)


@register.filter
def coverage_words(coverage: Coverage) -> str:
    return words.coverage(coverage)


@register.filter
def grade_words(grade: Grade) -> str:
    return str(words.GRADES[Grade(grade)])


@register.filter
def reason_words(priority: Priority) -> str:
    return words.reason(priority)


@register.filter
def remind_words(members: Sized) -> str:
    return words.to_remind(len(members))


@register.filter
def code_in_groups(code: str) -> str:
    return shown_join_code(code)
