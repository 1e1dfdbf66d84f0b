"""Between a course page and what a course file says: one way in, one way out. Nothing is lost on the round trip."""

from collections.abc import Iterable, Sequence
from typing import Any

from courses.format import model
from courses.identity import block_id, join_codes, split_codes
from courses.models import CoursePage
from courses.prose import from_html, to_html

# The page's field for each plain setting of the front matter, where the names differ.
SETTING_FIELDS = {
    "short_title": "short_title",
    "title": "title",
    "audience": "audience",
    "duration_minutes": "duration_minutes",
    "version": "version_label",
    "pass_mark_percent": "pass_mark_percent",
    "max_attempts_before_support": "max_attempts_before_support",
    "validity_months": "validity_months",
    "due_soon_days": "due_soon_days",
    "new_starter_grace_days": "new_starter_grace_days",
    "refresher_duration_minutes": "refresher_minutes",
    "refresher_pass_mark_percent": "refresher_pass_mark_percent",
    "reading_age": "reading_age",
    "intercollegiate_level_contribution": "level_contribution",
    "cpd_minutes": "cpd_minutes",
    "participatory": "participatory",
    "status": "status",
}
CODE_FIELDS = {"role_codes": "role_codes", "languages_wanted": "languages_wanted", "professions": "professions"}


def streams(course: model.CourseFile) -> dict[str, tuple[str, Sequence[Any]]]:
    """For each StreamField: the name of its block, and the values it holds."""
    return {
        "outcomes": ("outcome", course.outcomes),
        "lessons": ("lesson", course.lessons),
        "scenarios": ("scenario", course.scenarios),
        "questions": ("question", course.questions),
        "refresher_questions": ("question", course.refresher.questions),
        "inserts": ("insert", course.inserts),
        "reporting_card": ("line", course.reporting_card),
        "language_table": ("wording", course.language),
        "glossary": ("term", course.glossary),
        "facts": ("fact", course.facts),
    }


def fill_page(page: CoursePage, course: model.CourseFile) -> None:
    """Put everything the file says onto the page, unsaved."""
    settings = course.settings
    for name, field in SETTING_FIELDS.items():
        setattr(page, field, getattr(settings, name))
    for name, field in CODE_FIELDS.items():
        setattr(page, field, join_codes(getattr(settings, name)))
    for field, text in prose_of(course).items():
        setattr(page, field, to_html(text, f"{settings.id}/{field}"))
    for field, (block, values) in streams(course).items():
        setattr(page, field, _stored(page, field, block, values, f"{settings.id}/{field}"))


def prose_of(course: model.CourseFile) -> dict[str, str]:
    return {
        "summary": course.summary,
        "before_you_start": course.before,
        "support": course.support,
        "refresher_what_changed": course.refresher.what_changed,
        "refresher_quick": course.refresher.quick,
    }


def _stored(page: CoursePage, field: str, name: str, values: Iterable[Any], path: str) -> list[dict[str, Any]]:
    block = getattr(page, field).stream_block.child_blocks[name]
    places = ((value, f"{path}/{getattr(value, 'key', '') or place}") for place, value in enumerate(values, start=1))
    return [{"type": name, "value": block.stored(value, place), "id": block_id(place)} for value, place in places]


def course_of(page: CoursePage) -> model.CourseFile:
    """What the page says, as a file would say it; without the values areas have given, which are not the page's."""
    refresher = model.Refresher(
        from_html(page.refresher_what_changed),
        from_html(page.refresher_quick),
        _spoken(page.refresher_questions),
    )
    return model.CourseFile(
        settings=_settings(page),
        summary=from_html(page.summary),
        before=from_html(page.before_you_start),
        outcomes=_spoken(page.outcomes),
        lessons=_spoken(page.lessons),
        scenarios=_spoken(page.scenarios),
        questions=_spoken(page.questions),
        inserts=_spoken(page.inserts),
        insert_rows=(),
        reporting_card=_spoken(page.reporting_card),
        language=_spoken(page.language_table),
        glossary=_spoken(page.glossary),
        support=from_html(page.support),
        refresher=refresher,
        facts=_spoken(page.facts),
    )


def _spoken(stream: Any) -> tuple[Any, ...]:
    return tuple(child.block.spoken(child.value) for child in stream)


def _settings(page: CoursePage) -> model.Settings:
    plain: dict[str, Any] = {name: getattr(page, field) for name, field in SETTING_FIELDS.items()}
    codes: dict[str, Any] = {name: split_codes(getattr(page, field)) for name, field in CODE_FIELDS.items()}
    key = page.course.key if page.course_id else ""
    return model.Settings(id=key, **plain, **codes)
