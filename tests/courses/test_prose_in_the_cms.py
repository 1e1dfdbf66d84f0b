"""Rich text is handed to the browser word for word as Draftail writes it back, and comes back as what it was."""

import pytest

from courses.prose_widget import ProseArea


@pytest.fixture
def area():
    return ProseArea(features=["bold", "link", "ul"])


def test_it_is_compact_and_in_the_order_of_draft_js(area):
    told = area.format_value('<p data-block-key="a1b2c">Danger now means <b>999</b>. “Ça va?”</p>')
    assert told == (
        '{"blocks":[{"key":"a1b2c","text":"Danger now means 999. “Ça va?”","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[{"offset":17,"length":3,"style":"BOLD"}],"entityRanges":[],"data":{}}],"entityMap":{}}'
    )


@pytest.mark.parametrize("empty", ["", None, '<p data-block-key="a1b2c"></p>'])
def test_an_empty_text_is_empty(area, empty):
    assert area.format_value(empty) == "null"
    assert area.value_from_datadict({"text": "null"}, {}, "text") == ""


def test_it_comes_back_as_what_it_was(area):
    html = (
        '<p data-block-key="a1b2c">See <a href="https://www.gov.uk">the <b>guide</b></a></p>'
        '<ul><li data-block-key="d3e4f">one</li></ul>'
    )
    assert area.value_from_datadict({"text": area.format_value(html)}, {}, "text") == html
