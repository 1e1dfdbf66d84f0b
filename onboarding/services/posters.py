"""Posters: made, retired, and their reach counted without following anybody."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from onboarding.models.doors import Poster, PosterDay
from partnership.models import Area, Organisation


def make_poster(*, kind: str, place: str, area: Area, authority: Organisation, on: date) -> Poster:
    return Poster.objects.create(kind=kind, place=place, area=area, authority=authority, made_on=on)


def retire_poster(*, poster: Poster, on: date) -> None:
    """It may hang on a wall for years: from now on who comes by it still learns, and is looked at before a match."""
    Poster.objects.filter(pk=poster.pk, retired_on=None).update(retired_on=on)


def count_scan(*, poster: Poster, on: date) -> None:
    _count(poster, on, "scans")


def count_registration(*, poster: Poster, on: date) -> None:
    _count(poster, on, "registrations")


def _count(poster: Poster, on: date, field: str) -> None:
    """Add one where the row is, so that two at once are two."""
    day = PosterDay.objects.filter(poster=poster, day=on)
    if day.update(**{field: F(field) + 1}):
        return
    try:
        with transaction.atomic():
            PosterDay.objects.create(poster=poster, day=on, **{field: 1})
    except IntegrityError:  # another made the day's row first
        day.update(**{field: F(field) + 1})
