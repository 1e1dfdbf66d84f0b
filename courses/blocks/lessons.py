"""Lessons, as an editor writes them."""

from typing import Any

from wagtail.blocks import CharBlock, IntegerBlock, StreamBlock, StructBlock

from courses.blocks.keys import CodesBlock, KeyBlock
from courses.blocks.parts import (
    CalloutPart,
    InsertPart,
    KeyPointsPart,
    ListPart,
    PicturePart,
    ReflectPart,
    TextPart,
)
from courses.blocks.practice import CheckPart, MythPart, SpotPart
from courses.format import model
from courses.identity import block_id, join_codes, split_codes

ROLES_HELP = "Role codes with commas between them. Empty: for everyone on the course."


class LessonBody(StreamBlock):
    text = TextPart()
    list = ListPart()
    callout = CalloutPart()
    insert = InsertPart()
    reflect = ReflectPart()
    key_points = KeyPointsPart()
    myth = MythPart()
    check = CheckPart()
    spot = SpotPart()
    picture = PicturePart()

    class Meta:
        icon = "form"


def body_name(kind: str) -> str:
    """The block that holds a kind of the format: key-points is `key_points` here."""
    return kind.replace("-", "_")


class LessonBlock(StructBlock):
    key = KeyBlock(
        r"L\d+", "L1", help_text="Such as L1. A name, not a place: it is never used again for another lesson."
    )
    title = CharBlock(max_length=200)
    minutes = IntegerBlock(min_value=1, max_value=120)
    outcomes = CodesBlock(help_text="Outcome keys with commas between them, such as LO1, LO2.")
    roles = CodesBlock(required=False, help_text=ROLES_HELP)
    body = LessonBody()

    def stored(self, value: model.Lesson, path: str) -> dict[str, Any]:
        blocks = self.child_blocks["body"].child_blocks
        return {
            "key": value.key,
            "title": value.title,
            "minutes": value.minutes,
            "outcomes": join_codes(value.outcomes),
            "roles": join_codes(value.roles),
            "body": [
                {
                    "type": body_name(part.kind),
                    "value": blocks[body_name(part.kind)].stored(part, f"{path}/body/{place}"),
                    "id": block_id(f"{path}/body/{place}"),
                }
                for place, part in enumerate(value.blocks, start=1)
            ],
        }

    def spoken(self, value: Any) -> model.Lesson:
        parts = (part.block.spoken(part.value) for part in value["body"])
        return model.Lesson(
            value["key"] or "",
            value["title"] or "",
            value["minutes"] or 0,
            split_codes(value["outcomes"]),
            split_codes(value["roles"]),
            tuple(part for part in parts if part is not None),
        )

    def frozen(self, value: Any) -> dict[str, Any]:
        return {
            "key": value["key"],
            "title": value["title"],
            "minutes": value["minutes"],
            "outcomes": list(split_codes(value["outcomes"])),
            "roles": list(split_codes(value["roles"])),
            "blocks": [
                {"id": part.id or "", "kind": part.block.kind, **part.block.frozen(part.value)}
                for part in value["body"]
            ],
        }

    class Meta:
        icon = "doc-full"
        label = "Lesson"
        label_format = "{key} {title}"
