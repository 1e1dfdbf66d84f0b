"""One post of somebody whom a lead looks after: their training, leave without its reason, exemptions with theirs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certification import services as certification
from certification.models import Exemption, Obligation
from certification.rules.obligations import is_long_leave
from common import clock
from common.forms import error_list
from common.numbers import whole_number
from desks.forms import AbsenceForm, ExemptionForm
from desks.permissions import may_open, may_record
from desks.queries.post import duties, licence_days, why_no_reminder
from desks.views.lists import LAST_LIST
from partnership import services as partnership
from partnership.models import Absence, Assignment
from partnership.permissions import access_of


@login_required
def post_page(request: HttpRequest, post: UUID) -> HttpResponse:
    """Somebody's training in one post; POST does what `form` says: a reminder, leave, an exemption."""
    found = _own_post(request, post)
    may_write = may_record(found, access_of(request.user, on=clock.today()))
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    absence = AbsenceForm(request.POST if sent == "absence" else None, auto_id="absence_%s")
    exemption = ExemptionForm(request.POST if sent == "exemption" else None, auto_id="exemption_%s")
    if request.method == "POST" and _done(request, found, sent, absence, exemption, may_write):
        return redirect("desks:post", post=found.uuid)
    errors = [*error_list(absence), *error_list(exemption)]
    held_to = duties(found, clock.today())
    context = {
        "post": found,
        "duties": held_to,
        "why_no_reminder": why_no_reminder(found, held_to),
        "last_reminded": certification.last_reminded(held_to),
        "licence": licence_days(found, clock.today()),
        "is_licensed": found.contract == Assignment.Contract.LICENSED,
        "may_record": may_write,
        "absences": found.absences.order_by("-starts_on"),
        "exemptions": found.exemptions.select_related("course", "approved_by").order_by("-starts_on"),
        "absence_form": absence,
        "exemption_form": exemption,
        "errors": errors,
        "on": clock.today(),
        "is_held": Obligation.objects.filter(assignment=found).exists(),
        "back": request.session.get(LAST_LIST) or reverse("desks:home"),
    }
    return render(request, "desks/post.html", context, status=400 if errors else 200)


def _own_post(request: HttpRequest, post: UUID) -> Assignment:
    related = ("person", "role", "organisation")
    found = get_object_or_404(Assignment.objects.select_related(*related), uuid=post)
    if not may_open(found, access_of(request.user, on=clock.today())):
        raise Http404
    return found


def _done(
    request: HttpRequest,
    post: Assignment,
    sent: str,
    absence: AbsenceForm,
    exemption: ExemptionForm,
    may_write: bool,
) -> bool:
    if sent == "remind":
        return _remind(request, post)
    if not may_write:
        raise PermissionDenied
    return _record(request, post, sent, absence, exemption)


def _remind(request: HttpRequest, post: Assignment) -> bool:
    """To be told once a week, however many press."""
    held_to = duties(post, clock.today())
    if why_not := why_no_reminder(post, held_to):
        messages.info(request, why_not)
        return True
    waiting = [each for each in held_to if each.is_to_remind]
    asked = [certification.remind_now(obligation=each, on=clock.today(), at=clock.now()) for each in waiting]
    if True in asked:
        messages.success(request, _("A reminder is on its way."))
    else:
        messages.info(request, _("They were reminded this week already."))
    return True


def _record(request: HttpRequest, post: Assignment, sent: str, absence: AbsenceForm, exemption: ExemptionForm) -> bool:
    if sent == "absence" and absence.is_valid():
        partnership.record_absence(assignment=post, **absence.cleaned_data)
        messages.success(request, _said_of_leave(**absence.cleaned_data))
        return True
    if sent == "no-absence":
        held = get_object_or_404(Absence, pk=_key(request, "absence"), assignment=post)
        partnership.remove_absence(absence=held)
        messages.success(request, _("The leave was taken out. It counts as never recorded."))
        return True
    if sent == "exemption" and exemption.is_valid():
        return _exempt(request, post, exemption)
    if sent == "end":
        ended = get_object_or_404(Exemption, pk=_key(request, "exemption"), assignment=post)
        certification.end_exemption(exemption=ended, on=clock.today())
        messages.success(request, _("The exemption ended today."))
        return True
    return False


def _key(request: HttpRequest, name: str) -> int | None:
    """Which row a button is about. What is no number is no row's."""
    return whole_number(request.POST.get(name, ""), digits=18)


def _said_of_leave(starts_on: date, ends_on: date | None) -> str:
    if is_long_leave(starts_on, ends_on):
        return _("Recorded. It is long leave: they are not counted meanwhile, and have time when they are back.")
    return _("Recorded. It is shorter than 28 days, so they stay counted.")


def _exempt(request: HttpRequest, post: Assignment, form: ExemptionForm) -> bool:
    told: dict[str, Any] = form.cleaned_data
    if post.person.user_id == request.user.pk:
        form.add_error("reason", _("You cannot exempt yourself. Ask somebody else who looks after training here."))
        return False
    try:
        for course in _courses_asked(post):
            by: User = request.user  # type: ignore[assignment]  # login_required
            certification.grant_exemption(assignment=post, course=course, by=by, at=clock.now(), **told)
    except certification.ExemptionRefused as refused:
        form.add_error("ends_on", str(refused))
        return False
    messages.success(request, _("Recorded. It is shown apart from the figures, never as trained."))
    return True


def _courses_asked(post: Assignment) -> list[Any]:
    """The courses this post is held to today or later."""
    asked = Obligation.objects.filter(assignment=post).select_related("requirement__course")
    return list({o.requirement.course for o in asked if o.ends_on is None or o.ends_on > clock.today()})
