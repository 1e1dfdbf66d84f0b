"""My training: the learner's own list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certification.models import Certificate
from certification.queries.my_training import duties_of
from common import clock
from partnership.queries import person_of


@login_required
def my_training(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)
    if person is None:
        return render(request, "certification/not_matched.html")
    on = clock.today()
    certificates = Certificate.objects.filter(person=person).select_related("course")
    context = {"person": person, "duties": duties_of(person, on=on), "certificates": certificates, "on": on}
    return render(request, "certification/my_training.html", context)
