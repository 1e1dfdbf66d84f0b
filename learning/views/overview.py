"""The attempt as a list of its parts, and the way on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import clock
from common.dates import london_day
from learning import content, queries
from learning.models import Attempt
from learning.places import of_step
from learning.progress import Step
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
        "is_assessment_next": next_step is not None and next_step.kind == "assessment",
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


def title_of(attempt: Attempt, step: Step) -> str:
    frozen = attempt.version.content
    if step.kind == "lesson":
        return str(content.lesson(frozen, step.key)["title"])
    if step.kind == "scenario":
        return str(content.scenario(frozen, step.key)["title"])
    return _("What changed, and a quick refresh") if step.kind == "refresh" else _("Questions at the end")


def hint_of(attempt: Attempt, step: Step) -> str:
    if step.kind == "lesson":
        minutes = content.lesson(attempt.version.content, step.key)["minutes"]
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if step.kind == "assessment":
        count = len(queries.question_keys(attempt))
        return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    return _("A story: what would you do?") if step.kind == "scenario" else ""
