"""The result of an assessment: what came out, what was learnt, what comes next."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from certification import services
from certification.permissions import own_attempt
from certification.queries.my_training import Duty, duties_of
from certification.queries.verification import last_day_of
from certification.views.certificates import card_address
from common import clock
from learning import queries as learning
from learning.models import Attempt
from learning.queries import Local, SittingSummary
from partnership.queries import person_of


@login_required
def result(request: HttpRequest, attempt: UUID) -> HttpResponse:
    found = own_attempt(person_of(request.user), attempt)
    sitting = found.sittings.filter(ended_at__isnull=False).order_by("-number").first()
    if sitting is None:
        return redirect("learning:overview", attempt=found.uuid)
    sitting.attempt = found
    # The nudge after the pass usually has awarded it; asking again finds it, or makes good a nudge that was lost.
    certificate = services.award_certificate(attempt=found.uuid, at=clock.now()) if found.passed_on else None
    summary = learning.sitting_summary(sitting)
    on = clock.today()
    local = learning.local_for(found, on=on)
    context = {
        "attempt": found,
        "summary": summary,
        "certificate": certificate,
        "valid_until": last_day_of(certificate) if certificate else None,
        "outcomes": _can_do_now(found, summary, local),
        "missed": _worth_another_look(found, summary, local),
        "route": learning.human_route(found, local, on=on) if summary.is_support_due and not certificate else None,
        "owed": _still_owed(found, on) if certificate else [],
        "card_url": card_address(found.area),
        "cards": local.cards(),
    }
    return render(request, "certification/result.html", context)


def _can_do_now(attempt: Attempt, summary: SittingSummary, local: Local) -> list[str]:
    """What the course teaches, without what they have just missed a question about."""
    missed = {outcome.key for outcome in summary.outcomes}
    taught = attempt.version.content["outcomes"]
    return [local.fill(outcome["text"]) for outcome in taught if outcome["key"] not in missed]


def _worth_another_look(attempt: Attempt, summary: SittingSummary, local: Local) -> list[dict[str, Any]]:
    """The questions missed, by outcome, with the lessons that teach it. For the learner's own eyes."""
    return [
        {
            "text": local.fill(outcome.text),
            "lessons": _lessons_for(attempt, outcome.key),
            "missed": [
                replace(question, text=local.fill(question.text), explanation=local.fill(question.explanation))
                for question in outcome.missed
            ],
        }
        for outcome in summary.outcomes
    ]


def _lessons_for(attempt: Attempt, outcome: str) -> list[dict[str, str]]:
    """The lessons of this attempt that teach an outcome: title and address. A refresher may have none."""
    own = learning.item_set(attempt).lessons
    lessons = [lesson for lesson in attempt.version.content["lessons"] if lesson["key"] in own]
    return [
        {"title": lesson["title"], "href": reverse("learning:lesson", args=[attempt.uuid, lesson["key"]])}
        for lesson in lessons
        if outcome in lesson["outcomes"]
    ]


def _still_owed(attempt: Attempt, on: date) -> list[Duty]:
    """Other training of this person that waits to be done, most pressing first."""
    duties = duties_of(attempt.person, on=on)
    return [duty for duty in duties if duty.course != attempt.course and not duty.is_settled]
