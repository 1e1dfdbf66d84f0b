"""Whose figures these are."""

from datetime import date

from partnership.models import Area, open_on


def partnership_name(on: date) -> str:
    """The partnership's area by name; empty where there is none, or more than one to choose from."""
    held = Area.objects.filter(open_on(on, start="valid_from", end="valid_to"), kind=Area.Kind.PARTNERSHIP)
    names = list(held.values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""
