"""Every word on a page can be translated: templates show none that is not marked, and Python none in its forms.

A template's text, and the attributes people read or hear, must come from {% translate %}, {% blocktranslate %} or a
variable. What is the same in every language is on the list below.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
# The CMS and the record store's pages are for staff who read English; e-mail bodies have a test of their own room.
LEFT_OUT = ("wagtailadmin/", "lrs/", "courses/panels/", "courses/guide.html", "demo/things_in_cms.html")
SAME_EVERYWHERE = {"Lookout", "Error", "PDF", "CSV", "QR", "GOV", "UK"}
READ_ALOUD = {
    "alt",
    "aria-label",
    "title",
    "placeholder",
    "label",
    "legend",
    "hint",
    "caption",
    "summary",
    "data-label",
}
MARKED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?{%\s*endcomment\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
ROOMS = (
    "accounts",
    "certification",
    "common",
    "courses",
    "desks",
    "learning",
    "onboarding",
    "partnership",
    "reporting",
)
SAID = {"label", "help_text", "message"}
# Fields of models and CMS blocks: seen by editors and administrators alone.
STAFF = re.compile(r"/(migrations|blocks|format|management)/|/models|wagtail_hooks|/panels\.py")


class Bare(HTMLParser):
    """Collects words that stand in the page as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        for name, value in attrs:
            if name in READ_ALOUD:
                self.look(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if "script" not in self.inside and "style" not in self.inside:
            self.look(data)

    def look(self, text: str) -> None:
        self.found += [word for word in WORD.findall(text) if word not in SAME_EVERYWHERE]


def bare_words(text: str) -> list[str]:
    parser = Bare()
    parser.feed(TAG.sub("", MARKED.sub("", COMMENT.sub("", text))))
    return parser.found


def pages() -> list[Path]:
    found = sorted(TEMPLATES.rglob("*.html"))
    return [file for file in found if not str(file.relative_to(TEMPLATES)).startswith(LEFT_OUT)]


@pytest.mark.parametrize("template", pages(), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_shows_no_word_that_is_not_marked(template: Path) -> None:
    assert bare_words(template.read_text()) == []


def test_a_bare_word_is_seen() -> None:
    assert bare_words("<p>Hello <b>{{ name }}</b></p>") == ["Hello"]
    assert bare_words("""<img alt="A night"> <c-details summary="More" />""") == ["night", "More"]
    assert bare_words("""{% translate "Hello" %} <p title="{% translate 'Hi' %}">Lookout {# why #}</p>""") == []


def bare_arguments(source: str) -> list[str]:
    """Strings given to a form's label, hint or message as they are."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found += [
                str(keyword.value.value)
                for keyword in node.keywords
                if keyword.arg in SAID and isinstance(keyword.value, ast.Constant) and keyword.value.value
            ]
            if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "messages":
                found += [str(argument.value) for argument in node.args[1:2] if isinstance(argument, ast.Constant)]
    return [words for words in found if WORD.search(words)]


def modules() -> list[Path]:
    found = (file for room in ROOMS for file in sorted((settings.BASE_DIR / room).rglob("*.py")))
    return [file for file in found if not STAFF.search(str(file))]


@pytest.mark.parametrize("module", modules(), ids=lambda file: str(file.relative_to(settings.BASE_DIR)))
def test_a_module_says_nothing_that_is_not_marked(module: Path) -> None:
    assert bare_arguments(module.read_text()) == []


def test_a_bare_argument_is_seen() -> None:
    assert bare_arguments('forms.CharField(label="Name", help_text=_("As on your badge"))') == ["Name"]
    assert bare_arguments('messages.info(request, "Saved")') == ["Saved"]
