"""Lessons, and the refresher's reading part: opened by looking, finished by saying so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common import clock
from common.dates import london_day
from common.numbers import whole_number
from learning import content, queries, services
from learning.errors import NotInSet, NotReached
from learning.models import Attempt
from learning.places import of_step, overview
from learning.progress import REFRESH_KEY, Progress, Step
from learning.views.access import Context, address, for_attempt, go, where_now

MOST_SCREENS = 200


@for_attempt
def lesson(request: HttpRequest, attempt: Attempt, key: str) -> HttpResponse:
    if "screen" in request.POST:
        return _keep_screen(attempt, key, request.POST["screen"])
    if request.method == "POST":
        return _finish(attempt, key)
    progress = queries.progress(attempt)
    step = reached(progress, "lesson", key)
    _note_opening(attempt, step)
    return render(request, "learning/lesson.html", _lesson_context(attempt, progress, step))


@for_attempt
def refresh(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if request.method == "POST":
        return _finish(attempt, REFRESH_KEY)
    progress = queries.progress(attempt)
    step = reached(progress, "refresh", REFRESH_KEY)
    _note_opening(attempt, step)
    return render(request, "learning/refresh.html", _refresh_context(attempt, progress, step))


def reached(progress: Progress, kind: str, key: str) -> Step:
    """The step, if it is in this attempt's set and its turn has come."""
    step = progress.step(kind, key)
    if step is None:
        raise NotInSet
    if not step.is_reached:
        raise NotReached
    return step


def _finish(attempt: Attempt, key: str) -> HttpResponse:
    services.complete_lesson(attempt=attempt, key=key, at=clock.now())
    return go(where_now(attempt))


def _keep_screen(attempt: Attempt, key: str, said: str) -> HttpResponse:
    screen = whole_number(said, digits=20)
    if screen is None or screen >= MOST_SCREENS:
        return HttpResponse(status=400)
    services.keep_screen(attempt=attempt, key=key, screen=screen)
    return HttpResponse(status=204)


def _note_opening(attempt: Attempt, step: Step) -> None:
    if attempt.is_open and not step.is_opened:
        services.open_lesson(attempt=attempt, key=step.key, at=clock.now())


def _lesson_context(attempt: Attempt, progress: Progress, step: Step) -> Context:
    frozen = attempt.version.content
    found = content.lesson(frozen, step.key)
    local = queries.local_for(attempt, on=london_day(clock.now()))
    numbers = [other.key for other in progress.steps if other.kind == "lesson"]
    return {
        **frame(attempt, progress, step),
        "lesson": found,
        "number": numbers.index(step.key) + 1,
        "count": len(numbers),
        "screens": local.screens(found["blocks"]),
        "other_notes": local.other_notes(found["blocks"]),
        "cards": local.cards(),
    }


def _refresh_context(attempt: Attempt, progress: Progress, step: Step) -> Context:
    refresher = attempt.version.content["refresher"]
    local = queries.local_for(attempt, on=london_day(clock.now()))
    return {
        **frame(attempt, progress, step),
        "what_changed": local.fill(refresher["what_changed_html"]),
        "quick": local.fill(refresher["quick_html"]),
        "cards": local.cards(),
    }


def frame(attempt: Attempt, progress: Progress, step: Step) -> Context:
    """What every page of a step shows around its content."""
    following = progress.after(step)
    is_next_open = following is not None and following.is_reached and attempt.set_aside_at is None
    return {
        "attempt": attempt,
        "short_title": attempt.version.content["short_title"],
        "progress": progress,
        "progress_label": _("%(done)s of %(total)s parts done") % {"done": progress.done, "total": progress.total},
        "step": step,
        "is_done": step.state == "done",
        "overview": address(overview(attempt.uuid)),
        "following": address(of_step(attempt.uuid, following)) if following and is_next_open else "",
    }
