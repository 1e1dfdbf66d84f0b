"""Names on lists: as far as a reader may see them, and searched only where all of them may be seen."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.models import Assignment, Person
from partnership.permissions import Access, shown_name
from partnership.reach import Reach


def name_in(assignment: Assignment, access: Access) -> str:
    """The name on a line. A covert post is counted like any other, and named to nobody here."""
    if assignment.person.do_not_list:
        return _("Name withheld")
    return shown_name(assignment.person.display_name, access.names_of(assignment))


def reachable(person: Person) -> bool:
    """Whether any way to reach the person is known."""
    return bool(person.email or person.mobile or person.user_id)


def named(rows: QuerySet[Any], words: str, reach: Reach) -> QuerySet[Any]:
    """The rows, of these posts, of people whose name, or number on their register, holds every one of the words.

    A withheld name is found by none.
    """
    found = rows.filter(reach.q("assignment__"), assignment__person__do_not_list=False)
    by_number = Q(assignment__reference__icontains=words.strip())
    by_name = Q()
    for word in words.split():
        by_name &= Q(assignment__person__display_name__icontains=word)
    return found.filter(by_name | by_number)
