"""Claims of earlier training, for those who decide about them: one at a time, oldest first."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from certification import services
from certification.evidence import TYPES
from certification.forms import AcceptForm, DeclineForm
from certification.models import PriorLearning
from certification.permissions import claimants_name, reviewable_claim, reviewed_claims, reviewed_posts, shown_posts
from certification.queries.prior import TURNAROUND_DAYS, RulesInForce, courses_asked_of, decided, standing_of, waiting
from common import clock
from common.forms import error_list
from messaging.promises import telling
from partnership.permissions import access_of

PAGE = 50


@login_required
@require_safe
def review_list(request: HttpRequest) -> HttpResponseBase:
    claims = reviewed_claims(access_of(request.user, on=clock.today()))
    page = Paginator(waiting(claims), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(claim, claimants_name(claim), _is_late(claim)) for claim in page],
        "decided": [(claim, claimants_name(claim)) for claim in decided(claims)[:20]],
    }
    return render(request, "certification/prior_list.html", context)


@login_required
def review(request: HttpRequest, claim: UUID) -> HttpResponseBase:
    """One claim; POST does what `form` says: accept, or decline."""
    access = access_of(request.user, on=clock.today())
    found = reviewable_claim(access, claim)
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    courses = courses_asked_of(found.person, reviewed_posts(access), on=clock.today())
    is_waiting = found.outcome == PriorLearning.Outcome.WAITING
    rule = RulesInForce.on(clock.today()).for_claim(found) if is_waiting else found.rule
    first = found.course_id or (rule.course_id if rule else None)
    accept = AcceptForm(request.POST if sent == "accept" else None, courses=courses, initial={"course": first})
    decline = DeclineForm(request.POST if sent == "decline" else None)
    if _decided(request, found, accept if sent == "accept" else decline):
        return redirect("certification:prior_list")
    errors = [*error_list(accept), *error_list(decline)]
    context = {
        "claim": found,
        "name": claimants_name(found),
        "rule": rule,
        "accept": accept,
        "decline": decline,
        "errors": errors,
        "is_waiting": is_waiting,
        "duties": standing_of(found.person, shown_posts(access, found), on=clock.today()),
        "counts_until": [(course, services.counts_until(found, course)) for course in courses] if is_waiting else [],
        "on": clock.today(),
    }
    return render(request, "certification/prior_review.html", context, status=400 if errors else 200)


def _decided(request: HttpRequest, claim: PriorLearning, form: AcceptForm | DeclineForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    by: User = request.user  # type: ignore[assignment]  # login_required
    try:
        if isinstance(form, AcceptForm):
            services.accept_prior(claim=claim, by=by, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("Accepted: %(name)s. %(told)s") % _said_of(claim))
        else:
            services.decline_prior(claim=claim, by=by, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("Declined: %(name)s. %(told)s They can send it again.") % _said_of(claim))
    except services.PriorRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _said_of(claim: PriorLearning) -> dict[str, str]:
    """Whose claim it was, as far as its reviewer may see, and whether they hear of the decision."""
    person = claim.person.canonical or claim.person
    told = telling(email=person.email, mobile=person.mobile)
    return {"name": claimants_name(claim) or _("somebody whose name is not shown"), "told": told}


@login_required
@require_safe
def evidence(request: HttpRequest, claim: UUID) -> HttpResponseBase:
    """The file, to keep or look at: never shown as a page of ours, and named by no person."""
    found = reviewable_claim(access_of(request.user, on=clock.today()), claim)
    if not found.evidence:
        raise Http404
    ending = str(found.evidence.name).rpartition(".")[2]
    response = FileResponse(
        found.evidence.open("rb"), as_attachment=True, filename=f"evidence.{ending}", content_type=TYPES[ending]
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_late(claim: PriorLearning) -> bool:
    return (clock.now() - claim.claimed_at).days > TURNAROUND_DAYS
