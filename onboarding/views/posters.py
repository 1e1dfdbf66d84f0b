"""An officer's posters: made, printed, retired, and how far each reaches."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from onboarding import door_queries
from onboarding.documents.poster import PosterDocument, poster_pdf
from onboarding.forms.licensing import PosterForm
from onboarding.models import Poster
from onboarding.permissions import licensing_officer
from onboarding.services import posters
from schemes.hotel_codes import shown_join_code

PER_PAGE = 50


@never_cache
@login_required
def poster_list(request: HttpRequest) -> HttpResponse:
    """Every poster with its reach, and a form for a new one."""
    officer = licensing_officer(request.user, on=clock.today())
    form = PosterForm(request.POST or None, authorities=officer.authorities())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = {"kind": data["kind"], "place": data["place"], "area": data["area"], "authority": form.of}
        posters.make_poster(**made, on=officer.on)
        messages.success(request, _("The poster is ready to print."))
        return redirect("onboarding:posters")
    own = door_queries.posters_of(officer.organisations, on=officer.on)
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "form": form,
        "page": page,
        "elsewhere": door_queries.licensed_elsewhere_by(officer.organisations),
        "on": officer.on,
    }
    return render(request, "onboarding/doors/posters.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def poster_as_pdf(request: HttpRequest, poster: int) -> HttpResponse:
    found = licensing_officer(request.user, on=clock.today()).own_poster(poster)
    response = HttpResponse(poster_pdf(_document(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="poster-{found.code}.pdf"'
    return response


def _document(poster: Poster) -> PosterDocument:
    return PosterDocument(
        authority=poster.authority.name,
        place=poster.place,
        address=settings.PUBLIC_URL + reverse("onboarding:taxi_landing", kwargs={"code": poster.code}),
        typed_address=(settings.PUBLIC_URL + reverse("onboarding:taxi")).partition("://")[2],
        code=shown_join_code(poster.code),
    )


@never_cache
@login_required
@require_POST
def retire(request: HttpRequest, poster: int) -> HttpResponse:
    officer = licensing_officer(request.user, on=clock.today())
    posters.retire_poster(poster=officer.own_poster(poster), on=officer.on)
    messages.success(request, _("The poster is retired. Who still comes by it learns, and waits for you to look."))
    return redirect("onboarding:posters")
