"""A driver's way in, from a poster to the course, phone first. Every step can be left, and come back to (pack 6.3)."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common import clock
from courses.models import Course
from courses.queries import current_version
from learning import content
from onboarding import door_queries
from onboarding.forms.badge import ELSEWHERE, BadgeForm
from onboarding.forms.codes import TextCodeForm
from onboarding.forms.contact import ContactForm
from onboarding.limits import is_over
from onboarding.models import Poster, Registration
from onboarding.services import posters, registration
from onboarding.views.code_step import CodeStep, may_ask, send_code
from partnership.queries import person_of
from schemes.hotel_codes import shown_join_code

KEPT_AS = "taxi_poster"  # in the session, from the first step to the third
STEPS = 4  # and then the course


@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """For who typed the address: the code that stands on the poster."""
    form = TextCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("onboarding:taxi_landing", code=form.cleaned_data["code"])
    return render(request, "onboarding/doors/taxi_type_code.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
def landing(request: HttpRequest, code: str) -> HttpResponse:
    poster = door_queries.poster_of(code)
    if poster is None:
        form = TextCodeForm(initial={"code": code})
        context = {"form": form, "is_unknown": True, "action": reverse("onboarding:taxi")}
        return render(request, "onboarding/doors/taxi_type_code.html", context, status=404)
    if request.method == "GET":
        posters.count_scan(poster=poster, on=clock.today())
    return render(request, "onboarding/doors/taxi_landing.html", _about(poster))


def _about(poster: Poster) -> dict[str, object]:
    course = Course.objects.filter(key=door_queries.COURSE).first()
    version = current_version(course) if course else None
    return {
        "poster": poster,
        "code": poster.code,
        "shown_code": shown_join_code(poster.code),
        "minutes": content.minutes(version.content, "full") if version else None,
        "languages": [get_language_info(code.partition("-")[0])["name_local"] for code, _name in settings.LANGUAGES],
    }


@never_cache
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Step 1: a number or address. The answer is the same whoever it is of."""
    poster = door_queries.poster_of(code)
    if poster is None:
        return redirect("onboarding:taxi")
    request.session[KEPT_AS] = poster.code
    if request.user.is_authenticated:
        return redirect("onboarding:taxi_badge")
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if may_ask(request, key=form.key):
            send_code(request, email=form.cleaned_data["email"], phone=form.cleaned_data["phone"])
            return redirect("onboarding:taxi_code")
        form.add_error("contact", _("You have asked for several codes. Wait an hour, then ask again."))
    context = {"form": form, "code": poster.code, "number": 1, "of_steps": STEPS}
    return render(request, "onboarding/doors/taxi_contact.html", context, status=400 if form.errors else 200)


class TaxiCode(CodeStep):
    """Step 2: the code."""

    back, onward = "onboarding:taxi_again", "onboarding:taxi_badge"
    number, of_steps = 2, STEPS


def again(request: HttpRequest) -> HttpResponse:
    """Back to step 1, by the poster they came from where that is known."""
    code = request.session.get(KEPT_AS)
    return redirect("onboarding:taxi_contact", code=code) if code else redirect("onboarding:taxi")


@never_cache
def badge(request: HttpRequest) -> HttpResponse:
    """Step 3: the badge. Typed again it is the same registration; a claim still waiting may be put right here."""
    if not request.user.is_authenticated:
        return again(request)
    claim, said = _to_correct(request), _said_before(request)
    authorities = door_queries.authorities(clock.today())
    form = BadgeForm(request.POST or None, authorities=authorities, initial=_typed_before(said) or _of_poster(request))
    if request.method == "POST" and form.is_valid():
        if is_over(f"badge:{request.user.pk}", limit=30, seconds=3600):
            return render(request, "429.html", status=429)
        _register(request, form, claim, clock.now())
        return redirect("onboarding:taxi_notice")
    context = {"form": form, "number": 3, "of_steps": STEPS, "is_correcting": said is not None}
    context["back"] = _before(request)
    return render(request, "onboarding/doors/taxi_badge.html", context, status=400 if form.errors else 200)


def _register(request: HttpRequest, form: BadgeForm, claim: Registration | None, at: datetime) -> None:
    if claim:
        registration.correct(registration=claim, said=form.said, at=at)
        return
    poster = door_queries.poster_of(request.session.get(KEPT_AS, ""))
    registration.register(user=request.user, said=form.said, poster=poster, at=at)  # type: ignore[arg-type]  # signed in


def _to_correct(request: HttpRequest) -> Registration | None:
    """Their claim that waits; unless they say that they hold another licence beside it."""
    person = person_of(request.user)
    if person is None or "another" in request.GET:
        return None
    return door_queries.waiting().filter(person=person).order_by("-registered_at").first()


def _said_before(request: HttpRequest) -> Registration | None:
    """What they told last, to look at again; unless it is another licence that they come to tell."""
    person = person_of(request.user)
    return _to_correct(request) or (door_queries.said_last(person) if person and "another" not in request.GET else None)


def _before(request: HttpRequest) -> str:
    """Where who is signed in goes back to: number and code are proved, so not there."""
    poster = door_queries.poster_of(request.session.get(KEPT_AS, ""))
    return reverse("onboarding:taxi_landing", args=[poster.code]) if poster else reverse(settings.MY_TRAINING_URL_NAME)


def _of_poster(request: HttpRequest) -> dict[str, str]:
    """Most who come by a poster hold a badge of the council that put it up."""
    poster = door_queries.poster_of(request.session.get(KEPT_AS, ""))
    return {"authority": str(poster.authority_id)} if poster else {}


def _typed_before(claim: Registration | None) -> dict[str, str]:
    if claim is None:
        return {}
    authority = str(claim.authority_id) if claim.authority_id else ELSEWHERE
    return {
        "authority": authority,
        "elsewhere": claim.elsewhere,
        "number": claim.number,
        "kind": claim.kind,
        "name": claim.name,
    }


@never_cache
def notice(request: HttpRequest) -> HttpResponse:
    """Step 4: what we do with it, in short. Then the course."""
    person = person_of(request.user)
    if person is None:
        return again(request)
    if request.method == "POST":
        registration.notice(person=person, at=clock.now())
        messages.success(request, _("You are registered. Here is the course: stop at any time, your place is kept."))
        return redirect("learning:start", course_key=door_queries.COURSE)
    context = {"number": 4, "of_steps": STEPS, "said": door_queries.said_last(person)}
    return render(request, "onboarding/doors/taxi_notice.html", context)
