"""The certificate as a tagged PDF (PDF/UA-1), set by typst from a template beside this file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.qr import qr_svg
from common.typesetting import tagged_pdf

TEMPLATE = Path(__file__).with_name("certificate.typ")
DRAWINGS = settings.BASE_DIR / "static" / "build" / "images" / "modules"


@dataclass(frozen=True)
class CertificateDocument:
    """What is printed, and nothing else. `drawing` is the course's key: its quiet picture stands at the side."""

    holder: str
    course: str
    roles: str
    passed_on: date
    valid_until: date
    code: str
    address: str
    drawing: str = ""
    outcomes: tuple[str, ...] = ()


def certificate_pdf(document: CertificateDocument) -> bytes:
    """The PDF's bytes."""
    passed, until = date_format(document.passed_on, "j F Y"), date_format(document.valid_until, "j F Y")
    values = {
        "title": _("Certificate"),
        "holder": document.holder,
        "has_passed": _("has passed"),
        "course": document.course,
        "roles": _("For work as: %(roles)s") % {"roles": document.roles} if document.roles else "",
        "able": _("and is able to"),
        "outcomes": list(document.outcomes),
        "dates": [(_("Passed on"), passed), (_("Valid until the end of"), until), (_("Code"), document.code)],
        "check": _("Check this certificate: scan the picture, or go to"),
        "address": document.address.partition("://")[2],
        "shown": _("A check shows a first name and initial, role, course and dates only."),
        "qr": qr_svg(document.address),
        "qr_alt": _("QR code. It opens the address where this certificate can be checked."),
        "drawing": _drawing(document.drawing),
    }
    return tagged_pdf(TEMPLATE, values)


def _drawing(course_key: str) -> str:
    """The course's picture as SVG; empty when it has none."""
    file = next((file for file in DRAWINGS.glob("*.svg") if file.stem == course_key), None)
    return file.read_text() if file else ""
