"""What is built for the browser: small, ours to use, and the same in both directions of writing."""

import gzip
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

BUILD: Path = settings.BASE_DIR / "static" / "build"
KILOBYTE = 1024
ASSET = re.compile(r'(?:href|src)="/static/([^"]+)"')

sys.path.insert(0, str(settings.BASE_DIR / "bin"))

from logical_css import logical  # noqa: E402 - a script's module, found through the line above
from unpack_woff import unpack  # noqa: E402 - the same


@pytest.fixture(scope="module")
def css() -> str:
    file = BUILD / "css" / "lookout.css"
    assert file.exists(), "run `make assets` first"
    return file.read_text()


def squeezed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_stylesheet_is_small() -> None:
    assert squeezed(BUILD / "css" / "lookout.css") <= 20 * KILOBYTE


def test_all_script_together_is_small() -> None:
    assert squeezed(*(BUILD / "js").glob("*.js")) <= 15 * KILOBYTE


def test_a_first_visit_is_small(client: Client, db: None) -> None:
    page = client.get("/account/login/").content
    assets = [BUILD / name for name in set(ASSET.findall(page.decode()))]
    fonts = list((BUILD / "fonts").glob("*.woff2"))
    text = [file for file in assets if file.suffix != ".woff2"]
    whole = len(page) + squeezed(*text) + sum(font.stat().st_size for font in fonts)
    assert whole <= 100 * KILOBYTE


def test_nothing_is_left_of_what_only_gov_uk_may_use(css: str) -> None:
    assert not re.search(r"crown|crest|gds.?transport|govuk-header|govuk-footer", css, re.IGNORECASE)
    assert not [file.name for file in BUILD.rglob("*") if re.search(r"crown|crest|transport", file.name, re.IGNORECASE)]


def test_the_colours_are_ours(css: str) -> None:
    for blue_or_green in ("#1d70b8", "#00703c", "#1a65a6"):
        assert blue_or_green not in css.lower()


def test_the_stylesheet_names_start_and_end_instead_of_left_and_right(css: str) -> None:
    pattern = r"[{;](?:margin|padding|border)-(?:left|right)|[{;](?:left|right):|(?:float|text-align):(?:left|right)"
    assert not re.findall(pattern, css)


def test_everything_comes_from_here(css: str) -> None:
    assert not re.findall(r"url\([\"']?(?:https?:)?//", css)


def test_left_becomes_start() -> None:
    before = ".a{margin-left:1px;border-right:0;left:2px;float:right;text-align:left;padding-right:3px}"
    after = (
        ".a{margin-inline-start:1px;border-inline-end:0;inset-inline-start:2px;"
        "float:inline-end;text-align:start;padding-inline-end:3px}"
    )
    assert logical(before) == after


def test_what_only_sounds_like_left_is_left_alone() -> None:
    same = ".left{background-position:left;content:'left:1px'}.margin-left{grid-area:left}"
    assert logical(same) == same


def test_a_documents_letters_are_the_pages_own() -> None:
    fonts = sorted((BUILD / "print").glob("*.ttf"))
    assert len(fonts) == 2
    for font in fonts:
        assert font.read_bytes()[:4] == b"\0\1\0\0"
        assert b"glyf" in font.read_bytes()[:400]


def test_what_is_no_font_is_refused() -> None:
    with pytest.raises(ValueError, match="not a WOFF"):
        unpack(b"wOF2" + b"\0" * 60)
