"""A learner's earlier training: claiming it, and the local briefing that goes with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from certification import services
from certification.forms import PriorLearningForm
from certification.permissions import own_claim
from certification.queries.my_training import Duty, duties_of
from common import clock
from common.forms import error_list
from common.throttle import is_throttled
from courses.helping import card_lines, read_area
from partnership.models import Person
from partnership.queries import assignments_of, person_of

MOST_AN_HOUR = 10


@login_required
def claim(request: HttpRequest, course_key: str) -> HttpResponse:
    """Ask that training elsewhere counts for a course that is asked of one."""
    person, duty = _asked(request, course_key)
    form = PriorLearningForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if is_throttled(request, action="prior-learning", limit=MOST_AN_HOUR, seconds=3600):
            form.add_error(None, _("That was often. Wait an hour, then try again."))
        elif _claimed(form, person, duty):
            messages.success(request, _("Sent. You hear from us within ten working days."))
            return redirect("certification:my_training")
    errors = error_list(form)
    context = {"form": form, "duty": duty, "errors": errors}
    return render(request, "certification/prior_claim.html", context, status=400 if errors else 200)


def _asked(request: HttpRequest, course_key: str) -> tuple[Person, Duty]:
    """The person and their duty: a course that nothing asks of them, or that is done, is 404."""
    person = person_of(request.user)
    duties = duties_of(person, on=clock.today()) if person else []
    for duty in duties:
        if duty.course.key == course_key and not duty.is_settled and person:
            return person, duty
    raise Http404


def _claimed(form: PriorLearningForm, person: Person, duty: Duty) -> bool:
    asking = duty.first_due.assignment.organisation
    try:
        services.claim_prior(
            person=person, organisation=asking, course=duty.course, at=clock.now(), **form.cleaned_data
        )
    except services.PriorRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@login_required
def briefing(request: HttpRequest, claim: str) -> HttpResponse:
    """Whom to call here: every area's contacts differ, and earlier training named those of another."""
    person = person_of(request.user)
    found = own_claim(person, claim)  # type: ignore[arg-type]  # the address converts it
    if not found.is_accepted:
        raise Http404
    if request.method == "POST":
        services.record_briefing(claim=found, at=clock.now())
        messages.success(request, _("Thank you. That is all for now."))
        return redirect("certification:my_training")
    places = {a.area_id: a.area for a in assignments_of(person, on=clock.today())} if person else {}
    helps = [read_area(area) for area in places.values()]
    cards = [(area.place.name, card_lines(area)) for area in helps] or [("", card_lines(None))]
    return render(request, "certification/prior_briefing.html", {"claim": found, "cards": cards})
