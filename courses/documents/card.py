"""The card of local numbers as a tagged PDF: wallet size, eight to a sheet of A4, to print and cut out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from common.qr import qr_svg
from common.typesetting import tagged_pdf
from courses.helping import CardLine

TEMPLATE = Path(__file__).with_name("card.typ")


@dataclass(frozen=True)
class CardDocument:
    """What is printed. `place` is empty on the national card; `address` is where help now answers."""

    place: str
    lines: Sequence[CardLine]
    address: str
    made_on: str


def card_pdf(document: CardDocument) -> bytes:
    """The PDF's bytes."""
    see = _("See something now")
    values = {
        "title": f"{see}: {document.place}" if document.place else see,
        "lines": [asdict(line) for line in document.lines],
        "cut": _("Cut along the lines. Keep one in your wallet, one at work, and give the others away."),
        "footer": _("Numbers as at %(day)s.") % {"day": document.made_on},
        "scan": _("Newest numbers:"),
        "address": document.address.partition("://")[2],
        "qr": qr_svg(document.address),
        "qr_alt": _("QR code. It opens the page with the newest numbers."),
    }
    return tagged_pdf(TEMPLATE, values)
