"""A poster as a tagged PDF: a QR code for the phone, and a short code for whoever cannot scan."""

from dataclasses import asdict, dataclass
from pathlib import Path

from common.qr import qr_svg
from common.typesetting import tagged_pdf

TEMPLATE = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True)
class PosterDocument:
    """What is printed, and nothing else. `typed_address` is short enough to be typed."""

    authority: str
    place: str
    address: str
    typed_address: str
    code: str


def poster_pdf(document: PosterDocument) -> bytes:
    """The PDF's bytes."""
    return tagged_pdf(TEMPLATE, {**asdict(document), "qr": qr_svg(document.address)})
