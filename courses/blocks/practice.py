"""Practice blocks: small turns inside a lesson, never scored and never kept (docs/course-format.md §3.2)."""

from typing import Any, ClassVar

from wagtail.blocks import BooleanBlock, ListBlock, RichTextBlock, StructBlock, TextBlock

from courses.blocks.parts import PROSE_FEATURES, LessonPart, source
from courses.format import model
from courses.format.model import LETTERS
from courses.identity import list_items
from courses.prose import from_html, to_html
from courses.richtext import frozen_html


class OptionBlock(StructBlock):
    """An answer to choose. Its letter is its place."""

    text = TextBlock(rows=1, label="Answer")
    correct = BooleanBlock(required=False, label="This is right")

    class Meta:
        icon = "radio-full"
        label_format = "{text}"


class OptionsBlock(ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OptionBlock(), label="Answers", **kwargs)


def store_options(options: tuple[model.Option, ...], path: str) -> list[dict[str, Any]]:
    return list_items(({"text": option.text, "correct": option.correct} for option in options), f"{path}/options")


def speak_options(value: Any) -> tuple[model.Option, ...]:
    return tuple(model.Option(option["text"], bool(option["correct"])) for option in value)


def freeze_options(value: Any) -> list[dict[str, Any]]:
    letters = (*LETTERS, *(f"Z{place}" for place in range(len(value))))
    return [
        {"key": letter, "text": option["text"], "correct": bool(option["correct"])}
        for letter, option in zip(letters, value, strict=False)
    ]


def practice_type(value: Any) -> str:
    """One right answer is a choice of one; more than one a choice of several."""
    return "multiple" if sum(bool(option["correct"]) for option in value) > 1 else "single"


class MythPart(LessonPart, StructBlock):
    kind = "myth"

    statement = TextBlock(rows=1, help_text="Something people believe.")
    text = RichTextBlock(features=PROSE_FEATURES, label="What is true")

    def stored(self, value: model.Myth, path: str) -> dict[str, Any]:
        return {"statement": value.statement, "text": to_html(value.text, path)}

    def spoken(self, value: Any) -> model.Myth:
        return model.Myth(value["statement"], from_html(source(value["text"])))

    def frozen(self, value: Any) -> dict[str, Any]:
        return {"statement": value["statement"], "html": frozen_html(source(value["text"]))}

    class Meta:
        icon = "view"
        label = "Myth"
        preview_value: ClassVar = {
            "statement": "She is 16, so it is her own choice.",
            "text": "<p>A child is anyone under 18.</p>",
        }
        preview_template = "courses/blocks/preview.html"
        description = "Something people believe, and what is true. The learner opens the answer."


class CheckPart(LessonPart, StructBlock):
    kind = "check"

    question = TextBlock(rows=1)
    intro = RichTextBlock(features=PROSE_FEATURES, required=False)
    options = OptionsBlock()
    explanation = TextBlock(rows=2)

    def stored(self, value: model.Check, path: str) -> dict[str, Any]:
        return {
            "question": value.question,
            "intro": to_html(value.intro, path),
            "options": store_options(value.options, path),
            "explanation": value.explanation,
        }

    def spoken(self, value: Any) -> model.Check:
        intro = from_html(source(value["intro"]))
        return model.Check(value["question"], intro, speak_options(value["options"]), value["explanation"])

    def frozen(self, value: Any) -> dict[str, Any]:
        return {
            "question": value["question"],
            "intro_html": frozen_html(source(value["intro"])),
            "options": freeze_options(value["options"]),
            "explanation": value["explanation"],
            "type": practice_type(value["options"]),
        }

    class Meta:
        icon = "check"
        label = "Check"
        preview_value: ClassVar = {
            "question": "Who do you call first?",
            "intro": "",
            "options": [
                {"text": "101", "correct": False},
                {"text": "999", "correct": True},
                {"text": "Your manager", "correct": False},
            ],
            "explanation": "Danger now means 999.",
        }
        preview_template = "courses/blocks/preview.html"
        description = "One question to try. Not scored, not kept."


class SpotPart(LessonPart, StructBlock):
    kind = "spot"

    title = TextBlock(rows=1)
    intro = RichTextBlock(features=PROSE_FEATURES)
    table = TextBlock(
        rows=7,
        help_text="One row a line, with | between the cells. The first line holds the column headings, "
        "the first cell of each row names the row.",
    )
    ask = TextBlock(rows=1, label="Question")
    options = OptionsBlock()
    explanation = TextBlock(rows=2)

    def stored(self, value: model.Spot, path: str) -> dict[str, Any]:
        return {
            "title": value.title,
            "intro": to_html(value.intro, path),
            "table": "\n".join(" | ".join(row) for row in (value.columns, *value.rows)),
            "ask": value.ask,
            "options": store_options(value.options, path),
            "explanation": value.explanation,
        }

    def spoken(self, value: Any) -> model.Spot:
        columns, rows = _table(value["table"])
        return model.Spot(
            value["title"],
            from_html(source(value["intro"])),
            columns,
            rows,
            value["ask"],
            speak_options(value["options"]),
            value["explanation"],
        )

    def frozen(self, value: Any) -> dict[str, Any]:
        columns, rows = _table(value["table"])
        return {
            "title": value["title"],
            "intro_html": frozen_html(source(value["intro"])),
            "columns": list(columns),
            "rows": [list(row) for row in rows],
            "ask": value["ask"],
            "options": freeze_options(value["options"]),
            "explanation": value["explanation"],
            "type": practice_type(value["options"]),
        }

    class Meta:
        icon = "table"
        label = "Spot"
        preview_value: ClassVar = {
            "title": "Friday on the booking screen",
            "intro": "<p>Read this as if it were yours.</p>",
            "table": "Row | Time | Trip\n1 | 3 pm | School to home\n2 | 8 pm | Home to a flat\n3 | 11 pm | Flat to bus",
            "ask": "Which rows should be passed on?",
            "options": [
                {"text": "Row 1", "correct": False},
                {"text": "Rows 2 and 3", "correct": True},
                {"text": "None", "correct": False},
            ],
            "explanation": "Together they are a pattern.",
        }
        preview_template = "courses/blocks/preview.html"
        description = "A table to read closely, with a question under it. Not scored, not kept."


def _table(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    lines = [line.strip().strip("\r") for line in (text or "").split("\n") if line.strip()]
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return (rows[0] if rows else ()), tuple(rows[1:])
