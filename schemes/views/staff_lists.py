"""A champion's list of staff: pasted, looked at line by line, and then invited on a chosen day."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common import clock
from common.forms import error_list
from partnership.models import Role
from schemes.contacts import contact_of
from schemes.forms.staff_lists import StaffListForm
from schemes.hotel_permissions import own_premises
from schemes.models import Premises
from schemes.queries.staff_lists import Outcome, Row, not_joined, rows_of
from schemes.services import staff_lists
from schemes.views.champion import champion_page

WORDS = {Outcome.NEW: "current", Outcome.KNOWN: "unknown", Outcome.POSSIBLE: "due-soon", Outcome.ERROR: "overdue"}


@login_required
def staff_list(request: HttpRequest, premises: UUID) -> HttpResponse:
    """Nothing changes until the lines have been looked at. The same list again adds nobody."""
    found = own_premises(request.user, premises, on=clock.today())
    form = StaffListForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        rows = rows_of(found, form.cleaned_data["people"], clock.today())
        if "confirmed" in request.POST:
            return _add(request, found, form, _wanted(request, rows))
        told = [(row, WORDS[row.outcome]) for row in rows]
        number = sum(row.outcome is Outcome.NEW for row in rows)
        return champion_page(request, "staff_list_check", found, form=form, rows=told, number=number)
    waiting = not_joined(found, clock.today())
    errors = [] if "change" in request.POST else error_list(form)
    return champion_page(
        request, "staff_list", found, status=400 if errors else 200, form=form, errors=errors, waiting=waiting
    )


def _wanted(request: HttpRequest, rows: list[Row]) -> list[Row]:
    """The new ones, and of those who may be here already the ones that were ticked."""
    ticked = set(request.POST.getlist("another"))
    return [
        row
        for row in rows
        if row.outcome is Outcome.NEW or (row.outcome is Outcome.POSSIBLE and str(row.line.number) in ticked)
    ]


def _add(request: HttpRequest, premises: Premises, form: StaffListForm, rows: list[Row]) -> HttpResponse:
    roles = {role.code: role for role in Role.objects.filter(code__in={row.line.role for row in rows})}
    people = [
        staff_lists.Listed(row.line.name, roles[row.line.role], **(contact_of(row.line.contact) or {})) for row in rows
    ]
    staff_lists.list_staff(premises=premises, people=people, send_on=form.cleaned_data["send_on"], on=clock.today())
    staff_lists.send_due(at=clock.now(), premises=premises)
    number = len(people)
    told = ngettext("%(n)d person is added.", "%(n)d people are added.", number) % {"n": number}
    messages.success(request, told if number else _("Nobody is new: nothing changed."))
    return redirect("schemes:staff_list", premises=premises.uuid)


@login_required
@require_POST
def invite_again(request: HttpRequest, premises: UUID, invitation: int) -> HttpResponse:
    """Write once more to one who has not joined."""
    found = own_premises(request.user, premises, on=clock.today())
    waiting = get_object_or_404(not_joined(found, clock.today()), pk=invitation)
    if staff_lists.send_again(invitation=waiting, at=clock.now()):
        messages.success(request, _("The invitation is on its way again."))
    else:
        messages.info(request, _("They were written to today already, or there is no way to write to them."))
    return redirect("schemes:staff_list", premises=found.uuid)
