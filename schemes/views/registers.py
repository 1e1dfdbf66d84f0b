"""The register of one session: its people with a box for each score, looked at once more before it counts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.forms import error_list
from messaging.promises import telling
from partnership.models import Person
from partnership.queries import person_of
from schemes.forms.registers import CorrectionForm, RegisterForm
from schemes.forms.sessions import RegisterLineForm
from schemes.models import Session
from schemes.queries.registers import Entry, is_held, pass_mark_of
from schemes.rules.check_in import is_open
from schemes.services import registers, sessions
from schemes.session_permissions import Register, holding_of

RESULTS = {
    sessions.Outcome.PASS: gettext_lazy("Passed. The certificate is on its way to them."),
    sessions.Outcome.FAIL: gettext_lazy("Recorded: not passed this time."),
    sessions.Outcome.ATTENDED: gettext_lazy("Recorded: was there."),
    sessions.Outcome.UNMATCHED: gettext_lazy(
        "Recorded, but nobody is known by that yet. It is settled when a register brings them."
    ),
    sessions.Outcome.UNCHANGED: gettext_lazy("That was recorded before. Nothing changed."),
}

CORRECTED = {
    sessions.Outcome.PASS: gettext_lazy("Corrected: passed."),
    sessions.Outcome.FAIL: gettext_lazy("Corrected: not passed this time."),
    sessions.Outcome.ATTENDED: gettext_lazy("Corrected: was there, and no result."),
}


@login_required
@never_cache
def session_page(request: HttpRequest, session: UUID) -> HttpResponse:
    """Places and register. POST sends the register, or `form=line` somebody who is not on it."""
    holding = holding_of(request.user, on=clock.today())
    found = holding.own_session(session)
    register, own = holding.register(found), person_of(request.user)
    asked = request.POST.get("form") if request.method == "POST" else None
    form = RegisterForm(
        request.POST if asked == "register" else None,
        entries=[entry for entry in register.entries if entry.person != own],
        initial={"language": found.language},
    )
    line = RegisterLineForm(request.POST if asked == "line" else None, initial={"language": found.language})
    if asked == "register" and "change" not in request.POST and form.is_valid():
        answer = _take(request, found, form) if "confirmed" in request.POST else _look_again(request, found, form)
        if answer:
            return answer
    if asked == "line" and line.is_valid():
        answer = _take_line(request, found, line)
        if answer:
            return answer
    errors = [] if "change" in request.POST else [*error_list(form), *error_list(line)]
    is_begun = found.starts_at <= clock.now() or any(entry.line for entry in register.entries)
    may_cancel = not is_begun and holding.may_cancel(found)
    told = {"form": form, "line": line, "opened": asked, "errors": errors, "may_cancel": may_cancel, "own": own}
    return _page(request, found, register, **told)


def _page(request: HttpRequest, session: Session, register: Register, **context: Any) -> HttpResponse:
    at, form = clock.now(), context["form"]
    context |= {
        "session": session,
        "rows": [_row(entry, form) for entry in register.entries],
        "unseen": register.unseen,
        "pass_mark": pass_mark_of(session),
        "is_open": is_open(session.starts_at, session.ends_at, at),
        "is_held": is_held(session, at),
    }
    return render(request, "schemes/sessions/session.html", context, status=400 if context["errors"] else 200)


def _row(entry: Entry, form: RegisterForm) -> dict[str, Any]:
    """An entry with its fields, where it has some."""
    pk = entry.person.pk if entry.person else 0
    fields = {name: form[f"{name}_{pk}"] for name in ("score", "here", "helped") if f"{name}_{pk}" in form.fields}
    return {"entry": entry, **fields}


def _look_again(request: HttpRequest, session: Session, form: RegisterForm) -> HttpResponse:
    """What was entered, with what comes of it, before it counts."""
    names = {entry.person.pk: entry.name for entry in form.entries if entry.person}
    mark = pass_mark_of(session)
    lines = [
        {
            "name": names[result.person.pk],
            "score": result.score_percent,
            "is_passed": mark is not None and result.score_percent is not None and result.score_percent >= mark,
        }
        for result in form.results()
    ]
    context = {"session": session, "lines": lines, "pass_mark": mark, "sent": _sent(request)}
    return render(request, "schemes/sessions/register_check.html", context)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]


def _take(request: HttpRequest, session: Session, form: RegisterForm) -> HttpResponse | None:
    came = []
    try:
        for result in form.results():
            came.append(registers.record_result(session=session, result=result, by=request.user, at=clock.now()))  # type: ignore[arg-type]  # login_required
    except sessions.Refused as refused:
        form.add_error(None, str(refused))
        return None
    number = sum(outcome is not sessions.Outcome.UNCHANGED for outcome in came)
    told = ngettext("%(n)d line is recorded.", "%(n)d lines are recorded.", number) % {"n": number}
    messages.success(request, told if number else RESULTS[sessions.Outcome.UNCHANGED])
    return redirect("schemes:session", session=session.uuid)


def _take_line(request: HttpRequest, session: Session, form: RegisterLineForm) -> HttpResponse | None:
    try:
        outcome = sessions.record_line(session=session, line=form.line(), by=request.user, at=clock.now())  # type: ignore[arg-type]  # login_required
    except sessions.Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, RESULTS[outcome])
    return redirect("schemes:session", session=session.uuid)


@login_required
@never_cache
def correct_line(request: HttpRequest, session: UUID, line: UUID) -> HttpResponse:
    """Put a result right that was recorded wrongly; one's own, and one that nobody is known by, is 404."""
    found, entry = _own_line(request, session, line)
    if entry.person is None or not entry.is_settled or entry.person == person_of(request.user):
        raise Http404
    held = entry.line
    assert held is not None  # noqa: S101 - an entry that is settled has one
    form = CorrectionForm(request.POST or None, initial={"mode": held.mode, "score": held.score_percent})
    if request.method == "POST" and form.is_valid():
        try:
            by: Any = request.user
            outcome = registers.correct_result(line=held, correction=form.correction(), by=by, at=clock.now())
        except sessions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _said_of_correction(outcome, entry.person))
            return redirect("schemes:session", session=found.uuid)
    errors = error_list(form)
    context = {"session": found, "entry": entry, "form": form, "errors": errors, "pass_mark": pass_mark_of(found)}
    return render(request, "schemes/sessions/correct.html", context, status=400 if errors else 200)


def _said_of_correction(outcome: sessions.Outcome, person: Person) -> str:
    if outcome not in CORRECTED:
        return str(RESULTS[outcome])
    return f"{CORRECTED[outcome]} {telling(email=person.email, mobile=person.mobile)}"


def _own_line(request: HttpRequest, session: UUID, line: UUID) -> tuple[Session, Entry]:
    """A line of a register that this user may read; any other is 404."""
    holding = holding_of(request.user, on=clock.today())
    found = holding.own_session(session)
    for entry in holding.register(found).entries:
        if entry.line and entry.line.uuid == line:
            return found, entry
    raise Http404


@login_required
@require_POST
def remove_line(request: HttpRequest, session: UUID, line: UUID) -> HttpResponse:
    """Take somebody off who was entered by mistake."""
    found, entry = _own_line(request, session, line)
    assert entry.line is not None  # noqa: S101 - it was found by its line
    try:
        registers.remove_line(line=entry.line)
    except sessions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken off the register."))
    return redirect("schemes:session", session=found.uuid)
