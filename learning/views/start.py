"""Before a course: what it is, what it asks, what is hard about it, and a choice."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from common import clock
from common.dates import london_day
from courses import queries as courses
from courses.models import Course, CourseVersion
from learning import content, queries, services
from learning.entitlement import entitlement_for
from learning.errors import NotPublished
from learning.models import Attempt
from learning.views.access import Context, for_person, go, where_now
from partnership.models import Person


@for_person
def start(request: HttpRequest, person: Person, course_key: str) -> HttpResponse:
    course = Course.objects.filter(key=course_key).first()
    if course is None:
        raise Http404
    try:
        begun = _begun(person, course)
        if begun and request.method != "POST":
            return go(where_now(begun))  # what stands before a course was read when it began
        if request.method == "POST":
            attempt = services.start_attempt(person=person, course=course, at=clock.now())
            return go(where_now(attempt))
        return render(request, "learning/start.html", _context(person, course))
    except NotPublished as error:
        context = {"course": course, "error": error, "not_now": reverse(settings.MY_TRAINING_URL_NAME)}
        return render(request, "learning/not_ready.html", context, status=404)


def _begun(person: Person, course: Course) -> Attempt | None:
    """The attempt to carry on with; None when there is none, or when more is due by now."""
    found = queries.open_attempt(person, course)
    if found is None or services.is_outgrown(found, entitlement_for(person, course, london_day(clock.now())).kind):
        return None
    return found


def _context(person: Person, course: Course) -> Context:
    """What the page shows: of the attempt a press on Start would make."""
    attempt = _would_start(person, course)
    local = queries.local_for(attempt, on=london_day(clock.now()))
    frozen = attempt.version.content
    is_refresher = attempt.kind == Attempt.Kind.REFRESHER
    return {
        "course": course,
        "title": frozen["title"],
        "attempt": attempt,
        "is_refresher": is_refresher,
        "summary": local.fill(frozen["summary_html"]),
        "before": local.fill(frozen["before_html"]),
        "support": local.fill(frozen["support_html"]),
        "outcomes": [outcome["text"] for outcome in frozen["outcomes"]],
        "minutes": content.minutes(frozen, attempt.kind),
        "items": queries.item_set(attempt),
        "passed": queries.attempts_of(person).filter(course=course, passed_at__isnull=False).first(),
        "not_now": reverse(settings.MY_TRAINING_URL_NAME),
        "cards": local.cards(),
    }


def _would_start(person: Person, course: Course) -> Attempt:
    """The attempt a press on Start would make, not saved."""
    version: CourseVersion | None = courses.current_version(course)
    if version is None:
        raise NotPublished
    now = clock.now()
    return queries.planned_attempt(person, course, version, entitlement_for(person, course, london_day(now)), at=now)
