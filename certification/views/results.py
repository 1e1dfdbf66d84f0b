"""The result of an assessment: what came out, what was learnt, what comes next."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from certification import services
from certification.permissions import own_attempt
from certification.queries.verification import last_day_of
from common import clock
from learning import queries as learning
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
    local = learning.local_for(found, on=clock.today())
    context = {
        "attempt": found,
        "summary": summary,
        "certificate": certificate,
        "valid_until": last_day_of(certificate) if certificate else None,
        "missed": _worth_another_look(summary, local),
        "cards": local.cards(),
    }
    return render(request, "certification/result.html", context)


def _worth_another_look(summary: SittingSummary, local: Local) -> list[dict[str, Any]]:
    """The questions missed, by outcome, with local numbers filled in. For the learner's own eyes."""
    return [
        {
            "text": outcome.text,
            "missed": [
                {"text": local.fill(question.text), "explanation": local.fill(question.explanation)}
                for question in outcome.missed
            ],
        }
        for outcome in summary.outcomes
    ]
