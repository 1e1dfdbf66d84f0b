"""Scenarios: a page for each node, and after each choice what came of it.

The choice a learner has just made is remembered in their session for the next page alone. It is practice: it goes into
no table, no statement and no address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from common.dates import london_day
from common.forms import error_list
from learning import content, queries, scenes, services
from learning.errors import StalePage
from learning.forms import SceneForm
from learning.models import Attempt
from learning.places import Place
from learning.progress import Progress, Step
from learning.queries.local import Local
from learning.views.access import Context, address, for_attempt, go, where_next
from learning.views.steps import frame, reached

JUST_CHOSEN = "learning_just_chosen"


@for_attempt
def scenario(request: HttpRequest, attempt: Attempt, key: str) -> HttpResponse:
    progress = queries.progress(attempt)
    step = reached(progress, "scenario", key)
    found = content.scenario(attempt.version.content, key)
    if request.method == "POST" and (step.state == "done" or _is_sent_twice(request, attempt, key)):
        return go(Place("learning:feedback", {"attempt": attempt.uuid, "key": key}))
    if step.state == "done":
        return _look_back(request, attempt, progress, step)
    place = queries.scenario_place(attempt, key)
    node = content.node(found, place.node_key if place else scenes.first_node(found))
    form = SceneForm(request.POST if request.method == "POST" else None, node=node)
    if request.method == "POST":
        if form.is_of_another_page():
            raise StalePage
        if form.is_valid():
            return _choose(request, attempt, key, form)
    return render(request, "learning/scenario.html", _scene_context(attempt, progress, step, node, form))


@for_attempt
def feedback(request: HttpRequest, attempt: Attempt, key: str) -> HttpResponse:
    """What came of the choice just made. Without one (another device, a bookmark), the scenario itself."""
    progress = queries.progress(attempt)
    step = reached(progress, "scenario", key)
    just = request.session.get(JUST_CHOSEN)
    if not just or just[:2] != [str(attempt.uuid), key]:
        return go(Place("learning:scenario", {"attempt": attempt.uuid, "key": key}))
    return render(request, "learning/feedback.html", _feedback_context(attempt, progress, step, *just[2:]))


def _is_sent_twice(request: HttpRequest, attempt: Attempt, key: str) -> bool:
    """Whether this is the choice just made, sent again by a double tap: it moved on already, its feedback is next."""
    sent = [str(attempt.uuid), key, request.POST.get("node"), request.POST.get("choice")]
    is_again = bool(request.session.get(JUST_CHOSEN) == sent)
    place = queries.scenario_place(attempt, key) if is_again else None
    return place is not None and place.node_key != sent[2]


def _choose(request: HttpRequest, attempt: Attempt, key: str, form: SceneForm) -> HttpResponse:
    node, choice = form.cleaned_data["node"], form.cleaned_data["choice"]
    services.move_scenario(attempt=attempt, key=key, node_key=node, choice_key=choice, at=clock.now())
    request.session[JUST_CHOSEN] = [str(attempt.uuid), key, node, choice]
    return go(Place("learning:feedback", {"attempt": attempt.uuid, "key": key}))


def _scene_context(attempt: Attempt, progress: Progress, step: Step, node: content.Item, form: SceneForm) -> Context:
    local = queries.local_for(attempt, on=london_day(clock.now()))
    form.fields["choice"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
        (choice["key"], local.fill(choice["text"])) for choice in node["choices"]
    ]
    return {
        **_scenario_frame(attempt, progress, step),
        "node": node,
        "text": local.fill(node["html"]),
        "form": form,
        "errors": error_list(form) if form.is_bound else [],
        "cards": local.cards(),
    }


def _feedback_context(attempt: Attempt, progress: Progress, step: Step, node_key: str, choice_key: str) -> Context:
    found = content.scenario(attempt.version.content, step.key)
    node = content.node(found, node_key)
    choice = content.item(node["choices"], choice_key)
    move = scenes.move(found, node_key, choice_key)
    local = queries.local_for(attempt, on=london_day(clock.now()))
    here = address(Place("learning:scenario", {"attempt": attempt.uuid, "key": step.key}))
    ending = content.node(found, move.node_key) if move.has_ended and move.node_key != node_key else None
    return {
        **_scenario_frame(attempt, progress, step),
        "node": node,
        "choice": _told(local, choice),
        "move": move,
        "ending": {"title": ending["title"], "text": local.fill(ending["html"])} if ending else None,
        "carry_on": address(where_next(attempt, progress)) if move.has_ended else here,
        "cards": local.cards(),
    }


def _look_back(request: HttpRequest, attempt: Attempt, progress: Progress, step: Step) -> HttpResponse:
    """An ended scenario, told through: every situation with all its choices."""
    local = queries.local_for(attempt, on=london_day(clock.now()))
    found = content.scenario(attempt.version.content, step.key)
    nodes = [
        {
            "title": node["title"],
            "text": local.fill(node["html"]),
            "choices": [_told(local, choice) for choice in node["choices"]],
        }
        for node in found["nodes"]
    ]
    context = {**_scenario_frame(attempt, progress, step), "nodes": nodes, "cards": local.cards()}
    return render(request, "learning/scenario_again.html", context)


def _told(local: Local, choice: content.Item) -> dict[str, Any]:
    return {
        "quality": choice["quality"],
        "goes_on": choice["quality"] in scenes.GOES_ON,
        **{part: local.fill(choice[part]) for part in ("text", "consequence", "feedback")},
    }


def _scenario_frame(attempt: Attempt, progress: Progress, step: Step) -> Context:
    keys = [other.key for other in progress.steps if other.kind == "scenario"]
    return {
        **frame(attempt, progress, step),
        "scenario": content.scenario(attempt.version.content, step.key),
        "number": keys.index(step.key) + 1,
        "count": len(keys),
    }
