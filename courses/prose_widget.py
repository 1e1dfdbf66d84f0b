"""Rich text in the CMS, handed to the browser word for word as Draftail writes it back.

Wagtail hands it over laid out with spaces; Draftail writes it compactly as soon as it has started, and a page that
somebody only opened says "unsaved edits". Key order and separators here are those of Draft.js' convertToRaw.
"""

import json
from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea

BLOCK = ("key", "text", "type", "depth", "inlineStyleRanges", "entityRanges", "data")
STYLE, RANGE, ENTITY = ("offset", "length", "style"), ("offset", "length", "key"), ("type", "mutability", "data")


class ProseArea(DraftailRichTextArea):
    def format_value(self, value: Any) -> str:
        state = json.loads(super().format_value(value))
        blocks = [_block(block) for block in state["blocks"]]
        if not any(block["text"] for block in blocks):
            return "null"  # what Draftail writes for an empty text
        entities = {key: _in_order(entity, ENTITY) for key, entity in state["entityMap"].items()}
        return json.dumps({"blocks": blocks, "entityMap": entities}, separators=(",", ":"), ensure_ascii=False)


def _block(block: dict[str, Any]) -> dict[str, Any]:
    styles = [_in_order(each, STYLE) for each in block["inlineStyleRanges"]]
    ranges = [_in_order(each, RANGE) for each in block["entityRanges"]]
    return _in_order({"data": {}, **block, "inlineStyleRanges": styles, "entityRanges": ranges}, BLOCK)


def _in_order(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value[name] for name in names}
