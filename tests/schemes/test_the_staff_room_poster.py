"""The staff-room poster says what it is about, and fits one sheet whatever the premises is called."""

import json
from datetime import date
from typing import Any

import pytest
import typst

from common.typesetting import FONTS
from schemes.documents.poster import HERE, Poster, _told

LONGEST = "The Royal Station and Harbour Hotel with Conference Centre, Serviced Flats and Spa at Somewhere"


@pytest.mark.parametrize(
    ("premises", "host"),
    [("Station Lodge", "lookout.example"), (LONGEST[:80], "training.somewhere-and-elsewhere.partnership.example")],
)
@pytest.mark.parametrize("minutes", [None, 35])
def test_it_is_one_sheet(premises: str, host: str, minutes: int | None) -> None:
    told = _told(Poster(premises, "LODG2345", f"https://{host}/join/LODG2345/", date(2026, 12, 31), minutes))
    options: dict[str, Any] = {"sys_inputs": {"values": json.dumps(told)}, "font_paths": [str(FONTS)], "format": "png"}
    pages: Any = typst.compile((HERE / "poster.typ").read_bytes(), ppi=20, **options)
    assert isinstance(pages, bytes), f"{len(pages)} sheets"


def test_it_says_that_it_is_about_a_child_before_anything_else() -> None:
    words = (HERE / "poster.typ").read_text()
    assert words.index("when a child is being exploited") < words.index("Scan the picture")
    assert "PIN of 6 to 8 numbers" in words
