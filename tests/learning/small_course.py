"""A course small enough to reason about, in the frozen shape courses.content makes (lookout-course-version/1).

Drivers meet L1, S1, L2 and Q1, Q2, Q3; dispatch meets L1, S1, L3, S2 and Q1, Q2, Q4; somebody unknown meets it all.
"""

from typing import Any

DRIVERS = ["phv_driver", "hackney_driver"]
DESK = ["phv_dispatch"]


def text(html: str, key: str) -> dict[str, Any]:
    return {"id": key, "kind": "text", "html": f"<p>{html}</p>"}


def lesson(key: str, title: str, roles: list[str]) -> dict[str, Any]:
    blocks = [text(f"Ring {{{{local.mash_name}}}} about {title}.", f"{key}-text")]
    return {"key": key, "title": title, "minutes": 2, "outcomes": ["LO1"], "roles": roles, "blocks": blocks}


def choice(key: str, quality: str, leads_to: str) -> dict[str, Any]:
    return {
        "key": key,
        "quality": quality,
        "text": f"Choice {key} is {quality}",
        "consequence": f"Consequence of {key}",
        "feedback": f"Feedback on {key}",
        "next": leads_to,
    }


def question(key: str, right: str, **extra: Any) -> dict[str, Any]:
    return {
        "key": key,
        "outcome": "LO1",
        "type": "multiple" if len(right) > 1 else "single",
        "critical": False,
        "roles": [],
        "text": f"What about {key}?",
        "options": [{"key": o, "text": f"{key} option {o}", "correct": o in right} for o in "ABCD"],
        "explanation": f"Because of {key}.",
        **extra,
    }


def scenario(key: str, after: str | None, roles: list[str]) -> dict[str, Any]:
    first = [choice("A", "unsafe", "RETRY"), choice("B", "best", f"{key}.2"), choice("C", "poor", "RETRY")]
    second = [choice("A", "ok", "END"), choice("B", "poor", "RETRY")]
    return {
        "key": key,
        "title": f"Story {key}",
        "outcomes": ["LO1"],
        "after": after,
        "roles": roles,
        "nodes": [
            {"key": f"{key}.1", "title": "At the start", "html": "<p>Something happens.</p>", "choices": first},
            {"key": f"{key}.2", "title": "And then", "html": "<p>Something else.</p>", "choices": second},
        ],
    }


def content(**changes: Any) -> dict[str, Any]:
    return {
        "schema": "lookout-course-version/1",
        "course_key": "small",
        "title": "A small course",
        "short_title": "Small",
        "audience": "Drivers and dispatch",
        "role_codes": [*DRIVERS, *DESK],
        "duration_minutes": 10,
        "pass_mark_percent": 66,
        "max_attempts_before_support": 2,
        "validity_months": 36,
        "due_soon_days": 90,
        "new_starter_grace_days": 0,
        "summary_html": "<p>It is small.</p>",
        "before_html": "<p>This can be hard to read.</p>",
        "support_html": "<p>Samaritans 116 123.</p>",
        "outcomes": [{"key": "LO1", "text": "Notice"}],
        "lessons": [lesson("L1", "noticing", []), lesson("L2", "driving", DRIVERS), lesson("L3", "booking", DESK)],
        "scenarios": [scenario("S1", "L1", []), scenario("S2", None, DESK)],
        "questions": [
            question("Q1", "A", critical=True),
            question("Q2", "AC"),
            question("Q3", "B", roles=DRIVERS),
            question("Q4", "D", roles=DESK),
        ],
        "refresher": {
            "minutes": 3,
            "pass_mark_percent": 50,
            "what_changed_html": "<p>The law changed.</p>",
            "quick_html": "<p>Notice and tell.</p>",
            "questions": [question("RQ1", "A"), question("RQ2", "B")],
        },
        "reporting_card": [
            {"label": "Danger now", "text": "999"},
            {"label": "Children's team", "text": "{{local.mash_name}}"},
        ],
        "language": [],
        "glossary": [],
        "facts": [],
        "inserts": [],
        "images": {},
        **changes,
    }


RIGHT = {"Q1": ["A"], "Q2": ["A", "C"], "Q3": ["B"], "Q4": ["D"], "RQ1": ["A"], "RQ2": ["B"]}
WRONG = {key: ["C"] if key != "Q2" else ["A"] for key in RIGHT}
