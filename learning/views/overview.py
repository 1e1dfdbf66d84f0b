"""The attempt as a list of its parts, and the way on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from common.dates import london_day
from learning import queries
from learning.models import Attempt
from learning.places import of_step
from learning.progress import Step
from learning.step_words import hint_of, title_of
from learning.views.access import Context, address, for_attempt, where_next

STATUS = {
    "done": (gettext_lazy("Done"), "complete"),
    "next": (gettext_lazy("Next"), "next"),
    "started": (gettext_lazy("Started"), "next"),
    "later": (gettext_lazy("Later"), "locked"),
}


@for_attempt
def overview(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return render(request, "learning/overview.html", _context(attempt))


def _context(attempt: Attempt) -> Context:
    progress = queries.progress(attempt)
    local = queries.local_for(attempt, on=london_day(clock.now()))
    next_step = progress.next_step
    return {
        "attempt": attempt,
        "title": attempt.version.content["title"],
        "progress": progress,
        "items": [_item(attempt, step) for step in progress.steps],
        "carry_on": address(where_next(attempt, progress)) if attempt.is_open else "",
        "has_begun": any(step.is_opened for step in progress.steps),
        "next_title": title_of(attempt, next_step) if next_step else "",
        "next_hint": hint_of(attempt, next_step) if next_step else "",
        "my_training": reverse(settings.MY_TRAINING_URL_NAME),
        "result": reverse(settings.RESULT_URL_NAME, kwargs={"attempt": attempt.uuid}) if attempt.is_passed else "",
        "cards": local.cards(),
    }


def _item(attempt: Attempt, step: Step) -> dict[str, Any]:
    text, kind = STATUS["started" if step.state == "next" and step.is_opened else step.state]
    if attempt.is_passed and step.kind == "assessment":
        return {
            "title": title_of(attempt, step),
            "status": _("Passed"),
            "status_kind": "complete",
            "hint": "",
            "href": "",
        }
    href = address(of_step(attempt.uuid, step)) if step.is_reached and attempt.set_aside_at is None else ""
    return {
        "title": title_of(attempt, step),
        "href": href,
        "status": str(text),
        "status_kind": kind,
        "hint": hint_of(attempt, step),
    }
