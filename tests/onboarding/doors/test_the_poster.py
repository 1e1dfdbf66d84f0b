"""The poster fits one sheet, whatever its authority is called and wherever Lookout runs."""

import json
from dataclasses import asdict
from typing import Any

import pytest
import typst

from common.qr import qr_svg
from common.typesetting import FONTS
from onboarding.documents.poster import TEMPLATE, PosterDocument, poster_pdf

LONGEST = "The Royal Borough of Somewhere and the District of Somewhere Else Joint Licensing Authority"


@pytest.mark.parametrize(
    ("authority", "host"),
    [("Aldermoor Council", "lookout.example"), (LONGEST, "training.somewhere-and-elsewhere.partnership.example")],
)
def test_it_is_one_sheet(authority: str, host: str) -> None:
    told = PosterDocument(authority, "Station rank", f"https://{host}/taxi/TAXYRANK/", f"{host}/taxi/", "TAXY RANK")
    values = json.dumps({**asdict(told), "qr": qr_svg(told.address)})
    options: dict[str, Any] = {"sys_inputs": {"values": values}, "font_paths": [str(FONTS)], "format": "png", "ppi": 20}
    pages: Any = typst.compile(TEMPLATE.read_bytes(), **options)
    assert isinstance(pages, bytes), f"{len(pages)} sheets"


def test_it_is_tagged_and_what_it_is_told_is_data() -> None:
    told = PosterDocument(
        '#panic("markup") *bold*', "#place", "https://lookout.example/taxi/X/", "lookout.example/taxi/", "X"
    )
    made = poster_pdf(told)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made
