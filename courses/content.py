"""The content of a course version, built from a page: the schema lookout-course-version/1.

The editor's preview is rendered from the same thing, so what an editor sees is what would be frozen.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from courses.identity import split_codes
from courses.richtext import frozen_html

if TYPE_CHECKING:
    from courses.models import CoursePage

SCHEMA = "lookout-course-version/1"


def build_content(page: "CoursePage") -> dict[str, Any]:
    """Everything a learner can meet, with rich text and pictures expanded and `{{local.key}}` left to be filled."""
    return {
        "schema": SCHEMA,
        "course_key": page.course.key if page.course_id else "",
        **_settings(page),
        "summary_html": frozen_html(page.summary),
        "before_html": frozen_html(page.before_you_start),
        "outcomes": _frozen(page.outcomes),
        "lessons": _frozen(page.lessons),
        "scenarios": _frozen(page.scenarios),
        "questions": _frozen(page.questions),
        "refresher": _refresher(page),
        "reporting_card": _frozen(page.reporting_card),
        "language": _frozen(page.language_table),
        "glossary": _frozen(page.glossary),
        "support_html": frozen_html(page.support),
        "facts": _frozen(page.facts),
        "inserts": _frozen(page.inserts),
        "images": _images(page),
    }


def _settings(page: "CoursePage") -> dict[str, Any]:
    return {
        "title": page.title,
        "short_title": page.short_title,
        "audience": page.audience,
        "role_codes": list(split_codes(page.role_codes)),
        "duration_minutes": page.duration_minutes,
        "pass_mark_percent": page.pass_mark_percent,
        "max_attempts_before_support": page.max_attempts_before_support,
        "validity_months": page.validity_months,
        "due_soon_days": page.due_soon_days,
        "new_starter_grace_days": page.new_starter_grace_days,
        "professions": list(split_codes(page.professions)),
        "level_contribution": page.level_contribution,
        "cpd_minutes": page.cpd_minutes,
        "participatory": page.participatory,
    }


def _refresher(page: "CoursePage") -> dict[str, Any]:
    return {
        "minutes": page.refresher_minutes,
        "pass_mark_percent": page.refresher_pass_mark_percent,
        "what_changed_html": frozen_html(page.refresher_what_changed),
        "quick_html": frozen_html(page.refresher_quick),
        "questions": _frozen(page.refresher_questions),
    }


def _frozen(stream: Any) -> list[dict[str, Any]]:
    return [child.block.frozen(child.value) for child in stream]


def _images(page: "CoursePage") -> dict[str, Any]:
    """The pictures used, by their id in the library."""
    parts = (part for lesson in page.lessons for part in lesson.value["body"] if part.block_type == "picture")
    pictures = (part.block.frozen(part.value)["image"] for part in parts)
    return {str(picture["id"]): picture for picture in pictures if picture}


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
