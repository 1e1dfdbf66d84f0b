"""Setting a document with typst, in the same letters as the pages and tagged for screen readers (PDF/UA-1)."""

import json
from collections.abc import Mapping
from pathlib import Path

import typst
from django.conf import settings

FONTS = settings.BASE_DIR / "static" / "build" / "print"


def tagged_pdf(template: Path, values: Mapping[str, object]) -> bytes:
    """The PDF's bytes. Values travel as JSON data, never as markup: a name with a # or a * prints as it is."""
    made: bytes = typst.compile(
        template,
        sys_inputs={"values": json.dumps(values)},
        font_paths=[FONTS],
        format="pdf",
        pdf_standards="ua-1",
    )
    return made
