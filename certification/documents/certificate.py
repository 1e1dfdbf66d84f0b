"""The certificate as a tagged PDF (PDF/UA-1), set by typst from a template beside this file."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import typst
from django.utils.formats import date_format

from certification.documents.qr import qr_svg

TEMPLATE = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True)
class CertificateDocument:
    """What is printed, and nothing else."""

    holder: str
    course: str
    roles: str
    passed_on: date
    valid_until: date
    code: str
    address: str


def certificate_pdf(document: CertificateDocument) -> bytes:
    """The PDF's bytes."""
    inputs = {
        "holder": document.holder,
        "course": document.course,
        "roles": document.roles,
        "passed_on": date_format(document.passed_on, "j F Y"),
        "valid_until": date_format(document.valid_until, "j F Y"),
        "code": document.code,
        "address": document.address,
        "qr": qr_svg(document.address),
    }
    # Values travel as JSON data, never as markup: a name with a # or a * prints as it is.
    made: bytes = typst.compile(
        _template(), sys_inputs={"certificate": json.dumps(inputs)}, format="pdf", pdf_standards=["ua-1"]
    )
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
