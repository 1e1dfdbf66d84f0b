"""A certificate on screen, on paper, and as anybody may check it."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from certification.codes import tidy_code
from certification.documents.certificate import CertificateDocument, certificate_pdf
from certification.forms import VerifyForm
from certification.models import Certificate
from certification.permissions import own_certificate
from certification.queries.verification import last_day_of, verify
from common import clock
from common.forms import error_list
from common.qr import qr_svg
from common.throttle import is_throttled
from partnership.models import Area
from partnership.queries import person_of


def verify_address(certificate: Certificate) -> str:
    """The address in the QR code: public, and unguessable."""
    return settings.PUBLIC_URL + reverse("certification:verify", kwargs={"code": certificate.code})


def card_address(area: Area | None) -> str:
    """The card of local numbers that goes with it; the national one where no area is known."""
    return reverse("courses:area_card", args=[area.code]) if area else reverse("courses:card")


@login_required
def certificate(request: HttpRequest, certificate: UUID) -> HttpResponse:
    found = own_certificate(person_of(request.user), certificate)
    address = verify_address(found)
    context = {
        "certificate": found,
        "valid_until": last_day_of(found),
        "address": address,
        "qr": qr_svg(address),
        "card_url": card_address(found.attempt.area if found.attempt else None),
        "is_valid": found.passed_on <= clock.today() <= last_day_of(found),
    }
    return render(request, "certification/certificate.html", context)


@login_required
def certificate_as_pdf(request: HttpRequest, certificate: UUID) -> HttpResponse:
    found = own_certificate(person_of(request.user), certificate)
    document = CertificateDocument(
        holder=found.holder_name,
        course=found.course_title,
        roles=found.role_names,
        passed_on=found.passed_on,
        valid_until=last_day_of(found),
        code=found.code,
        address=verify_address(found),
        drawing=found.course.key,
        outcomes=_outcomes(found),
    )
    response = HttpResponse(certificate_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{found.course.key}.pdf"'
    return response


def _outcomes(certificate: Certificate) -> tuple[str, ...]:
    """What the version that was passed teaches, in words that hold anywhere."""
    frozen = certificate.version.content if certificate.version else {"outcomes": []}
    return tuple(outcome["text"] for outcome in frozen["outcomes"])


def verify_form(request: HttpRequest) -> HttpResponse:
    """Type a code. The code goes into the address only when it is a code, never a name somebody typed by mistake."""
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("certification:verify", code=form.cleaned_data["code"])
    context = {"form": form, "errors": error_list(form)}
    return render(request, "certification/verify_form.html", context, status=400 if form.errors else 200)


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    if is_throttled(request, action="verify", limit=30, seconds=600):
        return render(request, "certification/verify_wait.html", status=429)
    if code != tidy_code(code):
        return redirect("certification:verify", code=tidy_code(code))
    found = verify(code, on=clock.today())
    context = {"found": found, "code": code, "on": clock.today()}
    response = render(request, "certification/verify.html", context, status=200 if found else 404)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
