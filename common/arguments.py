"""What commands take on their line, read in one way."""

from datetime import date

from django.core.management.base import CommandError


def a_day(text: str) -> date:
    """A day as YYYY-MM-DD; CommandError with how to write it otherwise. For `add_argument(type=a_day)`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"'{text}' is not a date. Write it as 2026-11-30.") from error
