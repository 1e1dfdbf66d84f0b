"""Each course has its quiet drawing: small, complete in itself, and for the eye alone."""

from pathlib import Path

import pytest
from django.conf import settings

from courses.templatetags.courses import drawing

DRAWINGS: list[Path] = sorted((settings.BASE_DIR / "static" / "src" / "images" / "modules").glob("*.svg"))
KEYS = ["cse-health", "cse-hotel", "cse-leaders", "cse-members", "cse-practitioners", "cse-taxi"]


def test_every_course_has_one() -> None:
    assert [file.stem for file in DRAWINGS] == KEYS


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_it_is_small_and_asks_for_nothing_else(file: Path) -> None:
    text = file.read_text()
    assert len(text) < 6 * 1024
    assert "href" not in text
    assert "<script" not in text


def test_it_is_shown_to_the_eye_alone() -> None:
    assert 'alt=""' in drawing("cse-taxi")


def test_a_course_without_one_shows_none() -> None:
    assert drawing("no-such-course") == ""
