"""django-cotton ignores an attribute it was not told of, so a slip of the finger would go unseen. This sees it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = TEMPLATES / "components"
GALLERY = settings.BASE_DIR / "tests" / "face" / "templates"
TAG = re.compile(r"<c-(?!vars\b|slot\b)([\w.-]+)((?:\s+[^\s=>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*/?>")
NAME = re.compile(r"(?:^|\s)(:?[\w-]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?")


def names(attributes: str) -> set[str]:
    return {name.lstrip(":").replace("-", "_") for name in NAME.findall(attributes)}


def declared(component: Path) -> set[str]:
    found = re.search(r"<c-vars\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", component.read_text())
    assert found, f"{component.name} declares nothing: give it <c-vars … />"
    return names(found[1].rstrip("/ "))


def mistakes(text: str) -> list[str]:
    wrong = []
    for component, attributes in TAG.findall(text):
        file = COMPONENTS / f"{component.replace('-', '_').replace('.', '/')}.html"
        if not file.exists():
            wrong.append(f"<c-{component}> does not exist")
            continue
        wrong += [f"<c-{component}> takes no {name!r}" for name in sorted(names(attributes) - declared(file))]
    return wrong


@pytest.mark.parametrize("component", sorted(COMPONENTS.rglob("*.html")), ids=lambda path: path.stem)
def test_a_component_declares_what_it_takes(component: Path) -> None:
    assert declared(component) is not None


@pytest.mark.parametrize(
    "template",
    sorted([*TEMPLATES.rglob("*.html"), *GALLERY.rglob("*.html")]),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_a_template_uses_components_as_they_are_declared(template: Path) -> None:
    assert mistakes(template.read_text()) == []


def test_a_mistyped_attribute_is_seen() -> None:
    assert mistakes('<c-button varient="secondary">Go</c-button>') == ["<c-button> takes no 'varient'"]
    assert mistakes("<c-nothing href=\"{% url 'x' %}\" />") == ["<c-nothing> does not exist"]
    assert mistakes('<c-table caption="{% translate \'A\' %}" :head="h" hidden_caption />') == []
