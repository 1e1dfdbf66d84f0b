"""Running text survives the way into the editor's HTML and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.prose import from_html, normalise, to_html

words = st.text(alphabet="abc <>&\"'é.,:;!?()0-9", min_size=1, max_size=30).map(lambda s: " ".join(s.split()))
line = words.filter(lambda text: text and not text.startswith("- ") and text != "-")
paragraph = st.one_of(
    line, line.map(lambda text: f"x **{text}** y"), line.map(lambda t: f"see [go](https://a.example/) {t}")
)
block = st.one_of(
    paragraph, st.lists(paragraph, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {r}" for r in rows))
)
prose = st.lists(block, max_size=4).map("\n\n".join)


@given(prose)
def test_it_loses_nothing_either_way(text):
    assert from_html(to_html(text, "seed")) == text


def test_wrapped_lines_are_one_paragraph():
    assert normalise(["One line,", "carried on.", "", "- a", "- b", "", "Next."]) == (
        "One line, carried on.\n\n- a\n- b\n\nNext."
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a</p><p></p><p>b</p>", "a\n\nb"),
        ("<p>a<br/>b</p>", "a b"),
        ("<h2>a</h2><p><i>b</i></p>", "a\n\nb"),
        ('<p><a linktype="page" id="5">c</a></p>', "[c](page:5)"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n- b"),
    ],
)
def test_the_editor_s_html_is_read(html, text):
    assert from_html(html) == text
