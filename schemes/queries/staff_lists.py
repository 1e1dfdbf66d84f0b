"""Who was listed by a champion and has not joined; what a pasted list comes to, line by line, before it counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partnership.models import Assignment, open_on
from partnership.permissions import first_name_and_initial
from schemes.contacts import contact_of
from schemes.models import Premises, StaffInvitation
from schemes.queries.facts import staff_of
from schemes.queries.staff import roles_to_choose
from schemes.rules.staff_list import Line, read_lines


class Outcome(StrEnum):
    """What a line comes to."""

    NEW = "new"
    KNOWN = "known"
    POSSIBLE = "possible"  # may be somebody who is here
    ERROR = "error"


@dataclass(frozen=True)
class Row:
    line: Line
    outcome: Outcome
    why: str = ""


def waiting_invitations(on: date) -> QuerySet[StaffInvitation]:
    """Of those who were listed and have not joined: neither signed in nor chosen a PIN."""
    posts = Assignment.objects.filter(open_on(on), person__user=None)
    waiting = StaffInvitation.objects.filter(
        Q(assignment__staff_link=None) | Q(assignment__staff_link__pin_hash=""), assignment__in=posts
    )
    return waiting.select_related("assignment__person", "assignment__role").order_by("assignment__person__sort_name")


def not_joined(premises: Premises, on: date) -> QuerySet[StaffInvitation]:
    return waiting_invitations(on).filter(assignment__organisation=premises.organisation_id)


def listed_as(premises: Premises, *, name: str, on: date) -> Assignment | None:
    """The one post listed under this very name for somebody nothing else is known of; None for none or several."""
    unknown = not_joined(premises, on).filter(assignment__person__email="", assignment__person__mobile="")
    same = [each.assignment for each in unknown if _words(each.assignment.person.display_name) == _words(name)]
    return same[0] if len(same) == 1 else None


def rows_of(premises: Premises, text: str, on: date) -> list[Row]:
    """Each line of a pasted list with what it comes to; writes nothing."""
    roles = {role.code: role.name for role in roles_to_choose()}
    posts = staff_of(Premises.objects.filter(pk=premises.pk)).filter(open_on(on)).select_related("person")
    names = {_words(post.person.display_name): post.person.display_name for post in posts}
    rows: list[Row] = []
    for line in read_lines(text, roles):
        rows.append(_row(line, names, roles))
        names.setdefault(_words(line.name), line.name)
    return rows


def _row(line: Line, names: Mapping[frozenset[str], str], roles: Mapping[str, str]) -> Row:
    words = _words(line.name)
    if not any(char.isalpha() for char in line.name):
        return Row(line, Outcome.ERROR, _("There is no name in this line."))
    if words in names:
        return Row(line, Outcome.KNOWN, _("Is on the list already."))
    if not line.role:
        told = {"said": line.said_role, "roles": ", ".join(roles.values())}
        words_ = _("“%(said)s” is not a role here. Write one of: %(roles)s.") % told
        return Row(line, Outcome.ERROR, words_ if line.said_role else _("What do they do? Write it after a comma."))
    if line.contact and contact_of(line.contact) is None:
        return Row(line, Outcome.ERROR, _("The phone number or e-mail address cannot be read."))
    like = next((name for other, name in names.items() if _is_like(words, other)), "")
    if like:
        who = first_name_and_initial(like)
        return Row(
            line, Outcome.POSSIBLE, _("May be %(name)s, who is on the list. Tick if it is another.") % {"name": who}
        )
    return Row(line, Outcome.NEW)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    """ "Ewa" or "Ewa N" and "Ewa Nowak": they share a word, and nothing else tells them apart."""
    shared, rest = one & other, one ^ other
    return bool(shared) and (one <= other or other <= one or any(len(word) == 1 for word in rest))
