"""My training: the learner's own list."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from certification.models import Certificate, PriorLearning
from certification.queries.claims import claims_of
from certification.queries.my_training import duties_of
from certification.queries.prior import claims_of_prior
from common import clock
from partnership.queries import person_of


@login_required
def my_training(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)
    claim_url = reverse(settings.CLAIM_URL_NAME)
    if person is None:
        return render(request, "certification/not_matched.html", {"claim_url": claim_url})
    on = clock.today()
    certificates = Certificate.objects.filter(person=person).select_related("course")
    duties = duties_of(person, on=on)
    context = {"person": person, "duties": duties, "certificates": certificates, "on": on}
    context["is_asked"] = any(not duty.is_settled for duty in duties)
    context |= {"claims": claims_of(person, on=on), "claim_url": claim_url}
    context["earlier"] = earlier = claims_of_prior(person)
    context["waiting"] = {claim.course_id for claim in earlier if claim.outcome == PriorLearning.Outcome.WAITING}
    context["sessions_url"] = reverse(settings.SESSIONS_URL_NAME)
    return render(request, "certification/my_training.html", context)
