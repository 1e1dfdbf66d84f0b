"""Which licence follows which: a chain, in which each follows at most one and is followed by at most one."""

from schemes.models import Licence


def is_next_free(*, older: Licence, newer: Licence) -> bool:
    """Whether `newer` may be said to follow `older`: neither has another in that place."""
    taken = Licence.objects.filter(pk=newer.pk, renews__isnull=False) | Licence.objects.filter(renews=older.pk)
    return older.pk != newer.pk and not taken.exists()
