"""Branching practice, as an editor writes it."""

from typing import Any

from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StructBlock, TextBlock

from courses.blocks.keys import CodesBlock, KeyBlock
from courses.blocks.lessons import ROLES_HELP
from courses.blocks.parts import PROSE_FEATURES, source
from courses.format import model
from courses.format.model import LETTERS
from courses.identity import join_codes, list_items, split_codes
from courses.prose import from_html, to_html
from courses.richtext import frozen_html


class ChoiceOption(StructBlock):
    """One way to go on. Poor and unsafe ones come back to the same step after their feedback."""

    text = TextBlock(rows=1, label="What the learner chooses")
    quality = ChoiceBlock(
        choices=[("best", "Best"), ("ok", "All right"), ("poor", "Poor"), ("unsafe", "Unsafe")], default="poor"
    )
    consequence = TextBlock(rows=2, help_text="What happens then.")
    feedback = TextBlock(rows=2, help_text="What there is to learn from it.")
    next = KeyBlock(
        r"S\d+\.\d+|END|RETRY", "S1.2, END or RETRY", default="RETRY", help_text="The next step's key, END or RETRY."
    )

    class Meta:
        icon = "arrow-right"
        label = "Choice"
        label_format = "{quality}: {text}"


class NodeBlock(StructBlock):
    key = KeyBlock(r"S\d+\.\d+", "S1.1", help_text="Such as S1.1. The first step is the start.")
    title = CharBlock(max_length=200)
    text = RichTextBlock(features=PROSE_FEATURES, label="What is going on")
    choices = ListBlock(
        ChoiceOption(), default=[], collapsed=True, help_text="Three or four. A step without choices is an ending."
    )

    def stored(self, value: model.Node, path: str) -> dict[str, Any]:
        fields = ("text", "quality", "consequence", "feedback", "next")
        choices = ({field: getattr(choice, field) for field in fields} for choice in value.choices)
        return {
            "key": value.key,
            "title": value.title,
            "text": to_html(value.text, path),
            "choices": list_items(choices, f"{path}/choices"),
        }

    def spoken(self, value: Any) -> model.Node:
        choices = (
            model.Choice(
                c["quality"] or "", c["text"] or "", c["consequence"] or "", c["feedback"] or "", c["next"] or ""
            )
            for c in value["choices"]
        )
        return model.Node(value["key"] or "", value["title"] or "", from_html(source(value["text"])), tuple(choices))

    def frozen(self, value: Any) -> dict[str, Any]:
        fields = ("quality", "text", "consequence", "feedback", "next")
        return {
            "key": value["key"],
            "title": value["title"],
            "html": frozen_html(source(value["text"])),
            "choices": [
                {"key": letter, **{field: choice[field] for field in fields}}
                for letter, choice in zip(LETTERS, value["choices"], strict=False)
            ],
        }

    class Meta:
        icon = "arrows-up-down"
        label = "Step"
        label_format = "{key} {title}"


class ScenarioBlock(StructBlock):
    key = KeyBlock(r"S\d+", "S1", help_text="Such as S1.")
    title = CharBlock(max_length=200)
    outcomes = CodesBlock(help_text="Outcome keys with commas between them.")
    after = KeyBlock(r"L\d+", "L1", required=False, help_text="The lesson it follows. Empty: after all lessons.")
    roles = CodesBlock(required=False, help_text=ROLES_HELP)
    nodes = ListBlock(NodeBlock(), label="Steps", collapsed=True)

    def stored(self, value: model.Scenario, path: str) -> dict[str, Any]:
        node = self.child_blocks["nodes"].child_block
        return {
            "key": value.key,
            "title": value.title,
            "outcomes": join_codes(value.outcomes),
            "after": value.after,
            "roles": join_codes(value.roles),
            "nodes": list_items((node.stored(item, f"{path}/{item.key}") for item in value.nodes), f"{path}/nodes"),
        }

    def spoken(self, value: Any) -> model.Scenario:
        node = self.child_blocks["nodes"].child_block
        return model.Scenario(
            value["key"] or "",
            value["title"] or "",
            split_codes(value["outcomes"]),
            value["after"] or "",
            split_codes(value["roles"]),
            tuple(node.spoken(item) for item in value["nodes"]),
        )

    def frozen(self, value: Any) -> dict[str, Any]:
        node = self.child_blocks["nodes"].child_block
        return {
            "key": value["key"],
            "title": value["title"],
            "outcomes": list(split_codes(value["outcomes"])),
            "after": value["after"] or None,
            "roles": list(split_codes(value["roles"])),
            "nodes": [node.frozen(item) for item in value["nodes"]],
        }

    class Meta:
        icon = "comment"
        label = "Scenario"
        label_format = "{key} {title}"
