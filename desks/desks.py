"""The desks that are working lists, each put together from its queries."""

from django.utils.translation import gettext_lazy as _

from desks.lists import Desk, Shelf
from desks.queries import licences, members, people
from partnership.models import AccessGrant

Kind = AccessGrant.Kind

PEOPLE = Desk(
    key="people",
    kinds=None,
    template="desks/people.html",
    shelves=(
        Shelf("overdue", _("Overdue")),
        Shelf("due_soon", _("Trained, due soon")),
        Shelf("in_grace", _("Not trained, in time")),
        Shelf("current", _("Trained")),
        Shelf("away", _("Exempt or on leave")),
        Shelf("", _("Everybody")),
    ),
    rows=people.rows,
    counts=people.counts,
    pick=people.pick,
    line=people.line,
    not_trained=people.not_trained,
)

LICENCES = Desk(
    key="licences",
    kinds=(Kind.LICENSING_OFFICER,),
    template="desks/licences.html",
    shelves=(
        Shelf("gate", _("Licence ends in 90 days, not current")),
        Shelf("short", _("Current, but not at renewal within 90 days")),
        Shelf("untrained", _("Granted without training")),
        Shelf("expired", _("Expired")),
        Shelf("due-soon", _("Trained, due soon")),
        Shelf("current", _("Trained")),
        Shelf("all", _("All drivers")),
    ),
    rows=licences.rows,
    counts=licences.counts,
    pick=licences.pick,
    line=licences.line,
    beside=licences.beside,
    others=licences.others,
    fact_label=_("Licence ends"),
)

MEMBERS = Desk(
    key="members",
    kinds=(Kind.DEMOCRATIC_SERVICES,),
    template="desks/members.html",
    shelves=(
        Shelf("panel", _("Licensing panel, not trained")),
        Shelf("overdue", _("Overdue")),
        Shelf("in_grace", _("Not trained, in time")),
        Shelf("due_soon", _("Trained, due soon")),
        Shelf("current", _("Trained")),
        Shelf("all", _("All members")),
    ),
    rows=members.rows,
    counts=members.counts,
    pick=members.pick,
    line=members.line,
    fact_label=_("Accepted office"),
)

DESKS = {desk.key: desk for desk in (PEOPLE, LICENCES, MEMBERS)}
