"""Who may open which desk. The grants and what they show are partnership's; here is which grant opens which list."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404

from partnership.models import AccessGrant, Assignment
from partnership.permissions import Access, Names
from partnership.reach import Reach

Kind = AccessGrant.Kind


def reach_for(access: Access, kinds: Collection[AccessGrant.Kind] | None) -> Reach:
    """The posts that grants of these kinds (None: any that shows people) reach; 404 where none does."""
    found = access.people() if kinds is None else access.reached_by(kinds)
    if not found:
        raise Http404
    return found


def searched_by_name(access: Access) -> Reach:
    """The posts whose holders may be searched by name: where the user sees the whole of it.

    Where only a first name and an initial are shown, a search would tell the rest, letter by letter.
    """
    return access.named(Names.FULL)


# Who may say that somebody is on leave, or exempt from a course: those who look after them, by their full name.
RECORDERS = frozenset({Kind.TRAINING_LEAD, Kind.DEMOCRATIC_SERVICES})


def post_to_open(assignment: Assignment, access: Access) -> UUID | None:
    """The assignment whose page this user may open; None where they may not."""
    return assignment.uuid if may_open(assignment, access) else None


def may_open(assignment: Assignment, access: Access) -> bool:
    """Their training and how they are reached: for whoever may see the whole name."""
    return not assignment.person.do_not_list and access.names_of(assignment) is Names.FULL


def may_record(assignment: Assignment, access: Access) -> bool:
    """Leave and exemptions."""
    return may_open(assignment, access) and access.reached_by(RECORDERS).holds(assignment)


def sees_the_partnerships_tasks(access: Access) -> bool:
    return access.holds(Kind.PARTNERSHIP_MANAGER)
