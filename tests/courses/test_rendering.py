"""What learners and editors see is made in one place, safely, and never with a gap."""

import re
from html.parser import HTMLParser

import pytest

from courses.insert_values import InsertValue, InsertValues, Viewer
from courses.national import FALLBACK, WITHHELD
from courses.rendering import fill, fill_text, render_block, render_blocks, reporting_card

EVIL = "<script>alert(1)</script><b onclick=x>&"


def values(viewer=Viewer.PUBLIC, **rows: str) -> InsertValues:
    return InsertValues({key: InsertValue(key, value) for key, value in rows.items()}, viewer)


OPTIONS = [
    {"key": "A", "text": "101", "correct": False},
    {"key": "B", "text": "999", "correct": True},
    {"key": "C", "text": "Your manager", "correct": False},
]
CHECK = {
    "id": "c1",
    "kind": "check",
    "question": "Who first?",
    "intro_html": "",
    "options": OPTIONS,
    "explanation": "Danger now means 999.",
    "type": "single",
}
SPOT = {
    **CHECK,
    "id": "s1",
    "kind": "spot",
    "title": "The log",
    "intro_html": "<p>Read it.</p>",
    "columns": ["Row", "Time"],
    "rows": [["1", "3 pm"], ["2", "8 pm"], ["3", "11 pm"]],
    "ask": "Which rows?",
}


def test_plain_text_is_escaped_and_bold_is_kept():
    assert fill(f"a {EVIL} **b**", values()) == (
        "a &lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick=x&gt;&amp; <b>b</b>"
    )


def test_html_is_reduced_to_running_text():
    html = fill(f'<p onclick="x">Hi {EVIL}<a href="javascript:x">go</a><img src=x></p>', values())
    assert "script" not in html
    assert "onclick" not in html
    assert "<img" not in html
    assert html.startswith('<p class="govuk-body">Hi ')


@pytest.mark.parametrize("text", ["Call {{local.k}}.", "<p>Call {{local.k}}.</p>"])
def test_a_value_is_escaped_wherever_it_stands(text):
    html = fill(text, values(k=EVIL))
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_a_local_number_can_be_dialled_in_running_text_and_in_no_label():
    number = values(k="the team: 01632 960 140")
    assert 'href="tel:01632960140"' in fill("<p>Call {{local.k}}.</p>", number)
    assert "tel:" not in fill("Call {{local.k}}.", number)
    assert fill('<p><a href="/x/">Call {{local.k}}</a></p>', number).count("<a ") == 1


def test_a_value_with_a_placeholder_in_it_is_not_filled_again():
    assert "{{local.b}}" in fill("x {{local.a}}", values(a="{{local.b}}", b="secret"))


def test_a_missing_value_gets_national_words_and_never_a_gap():
    text = "Call {{local.mash_name}} on {{local.mash_phone}} or {{local.something_else}}"
    assert fill_text(text, values()) == (
        "Call your council's children's team on the number on your council's website or "
        "your manager, or the NSPCC on 0808 800 5000"
    )


def test_an_insert_block_shows_the_value_or_says_why_not():
    secret = InsertValues({"k": InsertValue("k", "By the bridge", visible_to="role")}, Viewer.VERIFIED)
    block = {"id": "i", "kind": "insert", "key": "k"}
    assert WITHHELD in render_block(block, secret)
    assert "bridge" not in render_block(block, secret)
    assert FALLBACK in render_block(block, values())
    assert "&lt;script&gt;" in render_block(block, values(k=EVIL))


def test_a_myth_opens_without_a_script():
    html = render_block({"id": "m", "kind": "myth", "statement": "It is fun.", "html": "<p>No.</p>"}, values())
    assert re.search(r"<details[^>]*>\s*<summary", html)
    assert "It is fun." in html


def test_a_check_has_labelled_radios_no_form_and_the_answer_behind_a_disclosure():
    html = render_block(CHECK, values())
    assert html.count('type="radio"') == 3
    assert "<form" not in html
    assert "<legend" in html
    for option in OPTIONS:
        assert f'for="b-c1-{option["key"]}"' in html
    answer = html[html.index("<details") :]
    assert "999" in answer
    assert "Danger now means 999." in answer


def test_a_check_with_several_right_answers_has_checkboxes():
    assert render_block({**CHECK, "type": "multiple"}, values()).count('type="checkbox"') == 3


def test_a_spot_is_a_table_whose_cells_know_their_headings():
    html = render_block(SPOT, values())
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 3
    assert 'data-label="Time"' in html


def test_every_block_of_the_real_courses_renders_well_formed_and_below_the_page_s_heading(taxi):
    for lesson in taxi.version.content["lessons"]:
        html = render_blocks(lesson["blocks"], values())
        assert "<h1" not in html
        assert "{{" not in html
        assert len(html) < 30_000
        Balanced().check(html)


def test_ids_on_a_page_are_unique(taxi):
    html = "".join(render_blocks(lesson["blocks"], values()) for lesson in taxi.version.content["lessons"])
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 16


def test_the_card_shows_local_contacts_and_says_where_to_look_when_there_are_none(taxi):
    content = taxi.version.content
    card = reporting_card(content, values(mash_name="Front Door", mash_phone="01632 1", out_of_hours_phone="01632 2"))
    texts = {row.label: row.text for row in card.rows}
    assert "<bdi>999</bdi>" in texts["Danger now"]
    assert texts["Local children's team"] == "Front Door, 01632 1; nights and weekends 01632 2"
    bare = {row.label: row.text for row in reporting_card(content, values()).rows}
    assert bare["Local children's team"].startswith("Look for the number on your council")


def test_an_unknown_kind_shows_nothing_and_breaks_nothing():
    assert render_block({"id": "x", "kind": "hologram"}, values()) == ""


class Balanced(HTMLParser):
    """Every tag opened is closed, in order."""

    VOID = frozenset({"input", "img", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def check(self, html: str) -> None:
        self.feed(html)
        self.close()
        assert self.open == []
