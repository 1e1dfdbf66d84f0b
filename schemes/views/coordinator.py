"""A Hotel Watch coordinator's work: on one premises, on a new one, and reminding champions in bulk."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.forms import error_list
from schemes.forms.hotels import (
    ContactForm,
    DeclineForm,
    FollowForm,
    InviteForm,
    MoveForm,
    PledgeForm,
    PremisesForm,
    VisitForm,
)
from schemes.hotel_permissions import coordinated_premises, is_coordinator, premises_coordinated_by
from schemes.models import Premises
from schemes.queries import addresses
from schemes.queries.desk import champion_desk
from schemes.queries.hotels import known_premises, readings
from schemes.queries.visits import visits_of
from schemes.services import contacts, pledges, reminders, visits
from schemes.services.inviting import invite_champion
from schemes.services.premises import (
    change_address,
    close_premises,
    follow_premises,
    register_premises,
    reopen_premises,
)


def coordinator_page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A coordinator's page, kept by nobody's cache."""
    told = {"back": reverse(settings.COORDINATOR_URL_NAME), "on": clock.today(), **context}
    return render(request, f"schemes/{template}.html", told, status=status)


@login_required
def premises_page(request: HttpRequest, premises: UUID) -> HttpResponse:
    """One premises: where it stands, its log, and what can be recorded of it."""
    found = coordinated_premises(request.user, premises, on=clock.today())
    others = premises_coordinated_by(request.user, on=clock.today()).exclude(pk=found.pk)
    forms = _forms(request, found, others)
    name = request.POST.get("form", "")
    if request.method == "POST":
        if name not in forms:
            raise Http404
        if forms[name] is None or forms[name].is_valid():
            _record(request, found, name, forms[name])
            return redirect("schemes:premises", premises=found.uuid)
    errors = error_list(forms[name]) if forms.get(name) else []
    context = {
        "desk": champion_desk(found, clock.today()),
        "contacts": found.contacts.all()[:20],
        "pledges": found.pledges.order_by("-signed_on"),
        "visits": visits_of(found, clock.today()),
        "forms": forms,
        "opened": name,
        "errors": errors,
    }
    return coordinator_page(request, "premises", status=400 if errors else 200, premises=found, **context)


def _forms(request: HttpRequest, found: Premises, others: QuerySet[Premises]) -> dict[str, Any]:
    """The page's forms by name, the one that was sent with what was sent. None: a button without a form."""
    today, sent = clock.today(), request.POST.get("form") if request.method == "POST" else None

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    return {
        "contact": ContactForm(data("contact"), today=today, auto_id="contact_%s"),
        "visit": VisitForm(data("visit"), today=today, auto_id="visit_%s"),
        "champion": InviteForm(data("champion"), auto_id="champion_%s"),
        "move": MoveForm(data("move"), initial=_place_of(found), auto_id="move_%s"),
        "follow": FollowForm(data("follow"), others=others, auto_id="follow_%s"),
        "pledge": PledgeForm(data("pledge"), auto_id="pledge_%s"),
        "decline": DeclineForm(data("decline"), auto_id="decline_%s"),
        "withdraw": None,
        "coached": None,
        "close": None,
        "reopen": None,
    }


def _place_of(premises: Premises) -> dict[str, Any]:
    return {
        "address": premises.address,
        "postcode": premises.postcode,
        "rooms": premises.rooms,
        "area": premises.organisation.area,
    }


def _record(request: HttpRequest, premises: Premises, name: str, form: Any) -> None:
    on, said = clock.today(), form.cleaned_data if form is not None else {}
    record: dict[str, Callable[[], object]] = {
        "contact": lambda: contacts.log_contact(
            premises=premises,
            kind=said["kind"],
            outcome=said["outcome"],
            on=said["happened_on"],
            next_on=said["next_on"],
            by=request.user,  # type: ignore[arg-type]  # login_required
        ),
        "visit": lambda: visits.record_visit(
            premises=premises, scenario_code=said["scenario_code"], outcome=said["outcome"], on=said["visited_on"]
        ),
        "champion": lambda: invite_champion(
            premises=premises, name=said["name"], on=on, at=clock.now(), **said["contact"]
        ),
        "move": lambda: change_address(premises=premises, **said),
        "follow": lambda: follow_premises(premises=premises, follows=said["follows"], on=on),
        "pledge": lambda: pledges.sign_pledge(premises=premises, signed_by_role=said["signed_by_role"], on=on),
        "decline": lambda: pledges.record_decline(premises=premises, reason=said["reason"], on=on),
        "withdraw": lambda: pledges.withdraw_pledge(premises=premises, on=on),
        "coached": lambda: _coached(premises),
        "close": lambda: close_premises(premises=premises, on=on),
        "reopen": lambda: reopen_premises(premises=premises),
    }
    record[name]()
    messages.success(request, _("Recorded."))


def _coached(premises: Premises) -> None:
    for visit in visits_of(premises, clock.today()).filter(coached_on=None):
        if visit.is_failed:
            visits.record_coaching(visit=visit, on=clock.today())


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a premises. Those that may be the same are shown first, once, and one of them may be taken instead."""
    if not is_coordinator(request.user, on=clock.today()):
        raise Http404
    form = PremisesForm(request.POST if request.method == "POST" else None)
    alike: list[Premises] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        alike = addresses.alike(name=said["name"], postcode=said["postcode"], address=said["address"])
        if not alike or request.POST.get("is_new"):
            return redirect("schemes:premises", premises=register_premises(on=clock.today(), **said).uuid)
    return coordinator_page(
        request, "add", status=400 if form.errors else 200, form=form, alike=alike, errors=error_list(form)
    )


@login_required
def remind(request: HttpRequest) -> HttpResponse:
    """Who would be reminded of a roll-call that is due, and who not and why; POST sends. Once a week at most."""
    on = clock.today()
    if not is_coordinator(request.user, on=on):
        raise Http404
    own = premises_coordinated_by(request.user, on=on).filter(pk__in=known_premises(on))
    found = readings(own, on)
    if request.method != "POST":
        return coordinator_page(request, "remind", round=reminders.roll_call_round(found=found, on=on))
    number = reminders.remind_of_roll_call(found=found, on=on, at=clock.now())
    told = ngettext("%(n)d champion is reminded.", "%(n)d champions are reminded.", number) % {"n": number}
    messages.success(
        request, told if number else _("Nobody to remind: no roll-call is due, or they were told this week.")
    )
    return redirect(reverse(settings.COORDINATOR_URL_NAME))
