"""The assessment: what it asks, its questions one by one, and the finish."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common import clock
from common.dates import london_day
from common.forms import error_list
from common.numbers import whole_number
from learning import content, marking, queries, services
from learning.errors import NotInSet, StalePage, Unanswered
from learning.forms import AnswerForm
from learning.models import Answer, Attempt, Sitting
from learning.places import Place, in_sitting
from learning.places import question as question_place
from learning.progress import ASSESSMENT_KEY
from learning.queries.local import Local
from learning.views.access import Context, address, for_attempt, go
from learning.views.steps import frame, reached


def _result(attempt: Attempt) -> Place:
    return Place(settings.RESULT_URL_NAME, {"attempt": attempt.uuid})


@for_attempt
def assessment(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if attempt.is_passed:
        return go(_result(attempt))
    if request.method == "POST":
        sitting = services.start_sitting(attempt=attempt, at=clock.now())
        return go(_place_in(attempt, sitting))
    return render(request, "learning/assessment.html", _intro_context(attempt))


@for_attempt
def question(request: HttpRequest, attempt: Attempt, number: int) -> HttpResponse:
    sitting = queries.last_sitting(attempt)
    if sitting is None or not sitting.is_open:
        raise StalePage
    keys = sitting.order["questions"]
    if not 1 <= number <= len(keys):
        raise NotInSet
    local = queries.local_for(attempt, on=london_day(clock.now()))
    asked = content.question(attempt.version.content, keys[number - 1])
    form = _answer_form(request, sitting, asked, local)
    if form.is_of_another_page():
        raise StalePage
    answers = queries.answers_in(sitting)
    if request.method == "POST" and (asked["key"] in answers or form.is_valid()):
        _answer(request, attempt, sitting, asked, form)
        return go(question_place(attempt.uuid, number))
    context = _question_context(attempt, sitting, asked, number, answers, local)
    context |= {"form": form, "choices": _choices(form), "cards": local.cards()}
    context["errors"] = error_list(form) if form.is_bound else []
    return render(request, "learning/question.html", context)


@for_attempt
def finish(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    sitting = queries.last_sitting(attempt)
    if sitting is None:
        raise StalePage
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            services.finish_sitting(attempt=attempt, at=clock.now(), number=_number(request))
        except Unanswered as error:
            errors = [{"text": str(error), "href": "#left"}]
        else:
            return go(_result(attempt))
    if not sitting.is_open:
        return go(_result(attempt))
    return render(request, "learning/finish.html", _finish_context(attempt, sitting) | {"errors": errors})


def _place_in(attempt: Attempt, sitting: Sitting) -> Place:
    return in_sitting(attempt.uuid, sitting.order["questions"], queries.answers_in(sitting))


def _number(request: HttpRequest) -> int:
    """The sitting the learner saw; a form without it was not sent from our page."""
    number = whole_number(request.POST.get("sitting", ""), digits=6)
    if number is None:
        raise StalePage
    return number


def _intro_context(attempt: Attempt) -> Context:
    progress = queries.progress(attempt)
    step = reached(progress, ASSESSMENT_KEY, ASSESSMENT_KEY)
    frozen = attempt.version.content
    asked = content.questions(frozen, queries.question_keys(attempt))
    mark = content.pass_mark_percent(frozen, attempt.kind)
    sitting = queries.last_sitting(attempt)
    failed = queries.failed_sittings(attempt) if sitting else 0
    is_support_due = queries.is_support_due(attempt, failed)
    on = london_day(clock.now())
    local = queries.local_for(attempt, on=on)
    return {
        **frame(attempt, progress, step),
        "total": len(asked),
        "mark": mark,
        "needed": marking.needed(len(asked), mark),
        "critical": sum(bool(question["critical"]) for question in asked),
        "sitting": sitting if sitting and sitting.is_open else None,
        "failed": failed,
        "tries_before_support": frozen["max_attempts_before_support"],
        "is_support_due": is_support_due,
        "route": queries.human_route(attempt, local, on=on) if is_support_due else None,
        "support": local.fill(frozen["support_html"]),
        "cards": local.cards(),
    }


def _answer_form(request: HttpRequest, sitting: Sitting, asked: content.Item, local: Local) -> AnswerForm:
    texts = {option["key"]: local.fill(option["text"]) for option in asked["options"]}
    options: list[tuple[str, str]] = [(key, texts[key]) for key in sitting.order["options"][asked["key"]]]
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, sitting=sitting.number, question=asked, options=options)


def _choices(form: AnswerForm) -> list[dict[str, object]]:
    """The options as the radios and checkboxes draw them, with what was chosen still chosen after a mistake."""
    return [{"value": key, "text": text, "checked": key in form.sent} for key, text in form.options]


def _answer(request: HttpRequest, attempt: Attempt, sitting: Sitting, asked: content.Item, form: AnswerForm) -> None:
    chosen = form.cleaned_data["answer"] if form.is_valid() else []
    given = services.answer_question(
        attempt=attempt, sitting_number=sitting.number, question_key=asked["key"], chosen=chosen, at=clock.now()
    )
    if chosen and given.chosen != sorted(set(chosen)):
        messages.info(request, _("You answered this question before. Your first answer is kept."))


def _question_context(
    attempt: Attempt, sitting: Sitting, asked: content.Item, number: int, answers: dict[str, Answer], local: Local
) -> Context:
    keys = sitting.order["questions"]
    given = answers.get(asked["key"])
    is_last_left = all(key in answers for key in keys)
    return {
        "attempt": attempt,
        "sitting": sitting,
        "short_title": attempt.version.content["short_title"],
        "number": number,
        "total": len(keys),
        "answered": len(answers),
        "question": asked,
        "text": local.fill(asked["text"]),
        "is_single": asked["type"] == "single",
        "given": given,
        **(_found(asked, given) if given else {}),
        "options": _marked(asked, sitting, given, local) if given else [],
        "explanation": local.fill(asked["explanation"]) if given else "",
        "is_last": is_last_left,
        "carry_on": "" if is_last_left else _next_left(attempt, keys, answers, number),
    }


def _found(asked: content.Item, given: Answer) -> dict[str, int]:
    """How many of several right answers were found, where nothing wrong was chosen beside them."""
    right = {option["key"] for option in asked["options"] if option["correct"]}
    is_part = not given.is_right and set(given.chosen) < right
    return {"part_right": len(given.chosen) if is_part else 0, "all_right": len(right)}


def _next_left(attempt: Attempt, keys: list[str], answers: dict[str, Answer], number: int) -> str:
    """The next question without an answer after this one, or the first one left when there is none behind it."""
    left = [place for place, key in enumerate(keys, start=1) if key not in answers]
    return address(question_place(attempt.uuid, next((place for place in left if place > number), left[0])))


def _marked(asked: content.Item, sitting: Sitting, given: Answer, local: Local) -> list[dict[str, object]]:
    texts = {option["key"]: option for option in asked["options"]}
    return [
        {"text": local.fill(texts[key]["text"]), "is_chosen": key in given.chosen, "is_right": texts[key]["correct"]}
        for key in sitting.order["options"][asked["key"]]
    ]


def _finish_context(attempt: Attempt, sitting: Sitting) -> Context:
    answers = queries.answers_in(sitting)
    keys = sitting.order["questions"]
    local = queries.local_for(attempt, on=london_day(clock.now()))
    return {
        "attempt": attempt,
        "short_title": attempt.version.content["short_title"],
        "sitting": sitting,
        "total": len(keys),
        "answered": len(answers),
        "left": [
            {"number": number, "href": address(question_place(attempt.uuid, number))}
            for number, key in enumerate(keys, start=1)
            if key not in answers
        ],
        "cards": local.cards(),
    }
