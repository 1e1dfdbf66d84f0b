"""Questions of the assessment and the refresher, as an editor writes them."""

from typing import Any

from wagtail.blocks import BooleanBlock, ChoiceBlock, StructBlock, TextBlock

from courses.blocks.keys import CodesBlock, KeyBlock
from courses.blocks.lessons import ROLES_HELP
from courses.blocks.practice import OptionsBlock, freeze_options, speak_options, store_options
from courses.format import model
from courses.identity import join_codes, split_codes


class QuestionBlock(StructBlock):
    key = KeyBlock(r"R?Q\d+", "Q1 or RQ1", help_text="Such as Q1, in the refresher RQ1.")
    outcome = KeyBlock(r"LO\d+", "LO1", help_text="The outcome it tests, such as LO1.")
    type = ChoiceBlock(choices=[("single", "One answer is right"), ("multiple", "Several are right")], default="single")
    critical = BooleanBlock(required=False, help_text="Must be right to pass, whatever the total.")
    roles = CodesBlock(required=False, help_text=ROLES_HELP)
    text = TextBlock(rows=2, label="Question")
    options = OptionsBlock()
    explanation = TextBlock(
        rows=2, help_text="Shown after the answer. Answers are shuffled: never name one by a letter."
    )

    def stored(self, value: model.Question, path: str) -> dict[str, Any]:
        return {
            "key": value.key,
            "outcome": value.outcome,
            "type": value.type,
            "critical": value.critical,
            "roles": join_codes(value.roles),
            "text": value.text,
            "options": store_options(value.options, path),
            "explanation": value.explanation,
        }

    def spoken(self, value: Any) -> model.Question:
        return model.Question(
            value["key"] or "",
            value["outcome"] or "",
            value["type"] or "",
            bool(value["critical"]),
            split_codes(value["roles"]),
            value["text"] or "",
            speak_options(value["options"]),
            value["explanation"] or "",
        )

    def frozen(self, value: Any) -> dict[str, Any]:
        return {
            "key": value["key"],
            "outcome": value["outcome"],
            "type": value["type"],
            "critical": bool(value["critical"]),
            "roles": list(split_codes(value["roles"])),
            "text": value["text"],
            "options": freeze_options(value["options"]),
            "explanation": value["explanation"],
        }

    class Meta:
        icon = "help"
        label = "Question"
        label_format = "{key} {text}"
