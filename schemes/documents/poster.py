"""The staff-room poster, the cards to hand out and the window badge, as tagged PDFs (PDF/UA-1)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.formats import date_format

from common.qr import qr_svg
from common.typesetting import tagged_pdf
from schemes.hotel_codes import shown_join_code

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Poster:
    """What is printed, and nothing else. `minutes`: how long the course takes, where that is known."""

    premises: str
    code: str
    address: str
    good_until: date
    minutes: int | None = None


def poster_pdf(poster: Poster) -> bytes:
    return tagged_pdf(HERE / "poster.typ", _told(poster))


def cards_pdf(poster: Poster) -> bytes:
    """Ten cards on a page, to cut out."""
    return tagged_pdf(HERE / "cards.typ", _told(poster))


def pack_pdf(poster: Poster) -> bytes:
    """For a champion: what to do, and when, on one page."""
    return tagged_pdf(HERE / "pack.typ", _told(poster))


def badge_pdf(premises: str, address: str) -> bytes:
    """For the window, on A5. `address` is where anybody can check it."""
    return tagged_pdf(HERE / "badge.typ", {"premises": premises, "address": address, "qr": qr_svg(address)})


def _told(poster: Poster) -> dict[str, object]:
    return {
        "premises": poster.premises,
        "code": shown_join_code(poster.code),
        "address": poster.address,
        "good_until": date_format(poster.good_until, "j F Y"),
        "minutes": poster.minutes,
        "qr": qr_svg(poster.address),
    }
