"""The one renderer of course content: the editor's preview and the learner's player show what it makes.

Content is that of a CourseVersion (schema lookout-course-version/1): plain text, but for its fields called `html`.
Whatever comes in, what goes out is safe: text and values are escaped, HTML is reduced to running text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from courses.contacts import dialable, without_editors_notes
from courses.format.placeholders import PLACEHOLDER
from courses.insert_values import InsertValues
from courses.national import FALLBACK_REPORT, WITHHELD
from courses.prose import inline_html
from courses.richtext import clean

Block = Mapping[str, Any]
_IS_HTML = re.compile(r"\s*<(p|ul|ol)[ >]")
_DRESS = {
    "<p>": '<p class="govuk-body">',
    "<ul>": '<ul class="govuk-list govuk-list--bullet">',
    "<ol>": '<ol class="govuk-list govuk-list--number">',
    "<a ": '<a class="govuk-link" ',
}


def fill(text_or_html: str, inserts: InsertValues) -> SafeString:
    """Plain text, or HTML as a version keeps it, with each `{{local.key}}` filled. Always safe to put into a page.

    Frozen HTML begins with a paragraph or a list; anything else is plain text and is escaped (`**bold**` is kept). In
    running text a local number can be dialled; plain text may stand in a label or a heading, where a link would not do.
    """
    if _IS_HTML.match(text_or_html):
        return _fill_safe(_dress(clean(text_or_html)), inserts, dials=True)
    return _fill_safe(inline_html(text_or_html), inserts)


def fill_inline(html: str, inserts: InsertValues) -> SafeString:
    """A line of HTML as a version keeps it (list items, key points), filled."""
    return _fill_safe(clean(html), inserts, dials=True)


def fill_text(text: str, inserts: InsertValues) -> str:
    """Plain text with its places filled and nothing escaped: for a template that escapes, or a statement."""
    return PLACEHOLDER.sub(lambda match: inserts.phrase(match[1]), text)


def _dress(html: str) -> str:
    """Running text in the page's typography: the editor writes plain paragraphs, lists and links."""
    for tag, dressed in _DRESS.items():
        html = html.replace(tag, dressed)
    return html


def _fill_safe(html: str, inserts: InsertValues, *, dials: bool = False) -> SafeString:
    shown = dialable if dials and "<a " not in html else str
    filled = PLACEHOLDER.sub(lambda match: shown(str(escape(inserts.phrase(match[1])))), html)
    return mark_safe(filled)  # noqa: S308  # sanitised by nh3 or escaped above, values escaped here


def render_blocks(blocks: Iterable[Block], inserts: InsertValues) -> SafeString:
    """The blocks of a lesson, in order. Headings begin at h2."""
    return mark_safe("".join(render_block(block, inserts) for block in blocks))  # noqa: S308  # from templates, which escape


def render_block(block: Block, inserts: InsertValues) -> SafeString:
    kind = str(block["kind"])
    prepare = _CONTEXTS.get(kind)
    if prepare is None:
        return SafeString("")
    context = {"id": f"b-{block.get('id') or kind}", "kind": kind, **prepare(block, inserts)}
    return SafeString(render_to_string(f"courses/blocks/{kind.replace('-', '_')}.html", context))


def _html(block: Block, inserts: InsertValues) -> dict[str, Any]:
    return {"html": fill(block["html"], inserts)}


def _list(block: Block, inserts: InsertValues) -> dict[str, Any]:
    items = [fill_inline(item, inserts) for item in block["items"]]
    return {"heading": fill(block.get("heading", ""), inserts), "items": items}


def _callout(block: Block, inserts: InsertValues) -> dict[str, Any]:
    return {"tone": block["tone"], "html": fill(block["html"], inserts)}


def _insert(block: Block, inserts: InsertValues) -> dict[str, Any]:
    key = str(block["key"])
    message = WITHHELD if inserts.is_withheld(key) else inserts.fallback
    return {"value": inserts.shown(key), "message": message}


def _myth(block: Block, inserts: InsertValues) -> dict[str, Any]:
    return {"statement": fill(block["statement"], inserts), "html": fill(block["html"], inserts)}


def _practice(block: Block, inserts: InsertValues) -> dict[str, Any]:
    options = [{**option, "text": fill(option["text"], inserts)} for option in block["options"]]
    return {
        "intro": fill(block.get("intro_html", ""), inserts),
        "options": options,
        "right": [option for option in options if option["correct"]],
        "input_type": "checkbox" if block["type"] == "multiple" else "radio",
        "explanation": fill(block["explanation"], inserts),
    }


def _check(block: Block, inserts: InsertValues) -> dict[str, Any]:
    return {"question": fill(block["question"], inserts), **_practice(block, inserts)}


def _spot(block: Block, inserts: InsertValues) -> dict[str, Any]:
    columns = [fill(column, inserts) for column in block["columns"]]
    rows = [
        [{"column": column, "text": fill(cell, inserts)} for column, cell in zip(columns, row, strict=False)]
        for row in block["rows"]
    ]
    words = {"title": fill(block["title"], inserts), "question": fill(block["ask"], inserts)}
    return {**words, "columns": columns, "rows": rows, **_practice(block, inserts)}


def _picture(block: Block, inserts: InsertValues) -> dict[str, Any]:
    return {"image": block.get("image"), "alt": block.get("alt", ""), "caption": block.get("caption", "")}


_CONTEXTS = {
    "text": _html,
    "list": _list,
    "callout": _callout,
    "insert": _insert,
    "reflect": _html,
    "key-points": _list,
    "myth": _myth,
    "check": _check,
    "spot": _spot,
    "picture": _picture,
}


@dataclass(frozen=True, slots=True)
class CardRow:
    label: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class ReportingCard:
    """What <c-local-card> shows: where to report, with this area's own contacts."""

    title: str
    rows: tuple[CardRow, ...]


def reporting_card(content: Mapping[str, Any], inserts: InsertValues, *, title: str = "") -> ReportingCard:
    """The card of a version. A row whose local contact is missing says where to look instead."""
    rows = (CardRow(row["label"], _card_text(row["text"], inserts)) for row in content["reporting_card"])
    return ReportingCard(title, tuple(rows))


def _card_text(text: str, inserts: InsertValues) -> SafeString:
    keys = PLACEHOLDER.findall(text)
    text = without_editors_notes(text) if all(inserts.shown(key) for key in keys) else FALLBACK_REPORT
    return mark_safe(dialable(fill(text, inserts)))  # noqa: S308 - filled text is escaped; numbers become links
