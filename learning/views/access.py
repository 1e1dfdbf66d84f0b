"""Whose attempt is this? Not yours is not found; a login without a person is told so, kindly."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from learning import queries
from learning.errors import LearningError
from learning.models import Attempt
from learning.places import Place, in_sitting, of_step, overview
from learning.progress import Progress
from partnership.models import Person
from partnership.queries import person_of

PersonView = Callable[..., HttpResponseBase]


def for_person(view: PersonView) -> PersonView:
    """Hand the view the signed-in user's person; without one, say what to do about it."""

    @never_cache  # a shared phone must not keep it, and Back must show where the learner really is
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        person = person_of(request.user)
        if person is None:
            return render(request, "learning/no_person.html", status=403)
        return view(request, person, *args, **kwargs)

    return wrapped


def for_attempt(view: PersonView) -> PersonView:
    """Hand the view the person's own attempt. What a service refuses becomes a sentence and the way on."""

    @for_person
    @wraps(view)
    def wrapped(
        request: HttpRequest, person: Person, attempt: uuid.UUID, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        own = queries.attempt_of(person, attempt)
        if own is None:
            raise Http404
        try:
            return view(request, own, *args, **kwargs)
        except LearningError as error:
            messages.info(request, str(error))
            return go(where_now(queries.attempt_of(person, attempt) or own))

    return wrapped


def address(place: Place) -> str:
    return reverse(place.name, kwargs=place.kwargs)


def go(place: Place) -> HttpResponse:
    return redirect(address(place))


def where_now(attempt: Attempt) -> Place:
    """The next undone thing, down to the question."""
    return where_next(attempt, queries.progress(attempt))


def where_next(attempt: Attempt, progress: Progress) -> Place:
    step = progress.next_step
    if step is None or not attempt.is_open:
        return overview(attempt.uuid)
    if step.kind != "assessment":
        return of_step(attempt.uuid, step)
    sitting = queries.last_sitting(attempt)
    if sitting is None or not sitting.is_open:
        return of_step(attempt.uuid, step)
    return in_sitting(attempt.uuid, sitting.order["questions"], queries.answers_in(sitting))


Context = dict[str, Any]
