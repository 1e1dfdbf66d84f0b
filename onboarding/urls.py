"""Addresses of the doors people come in by themselves, and of an officer's desk beside them."""

from django.urls import path, register_converter
from django.views.decorators.gzip import gzip_page

from onboarding.views import join, licence_check, posters, registrations, taxi


class TextCode:
    """Eight letters and numbers, however somebody typed them into the address."""

    regex = "[0-9A-Za-z]{4}[ -]?[0-9A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TextCode, "text_code")
# The ways in are walked on cheap phones with dear data. Nothing on these pages is secret but the form's token, which
# Django masks anew each time, so that their length betrays nothing.
small = gzip_page

app_name = "onboarding"
urlpatterns = [
    path("taxi/", small(taxi.type_code), name="taxi"),
    path("taxi/again/", taxi.again, name="taxi_again"),
    path("taxi/code/", small(taxi.TaxiCode.as_view()), name="taxi_code"),
    path("taxi/badge/", small(taxi.badge), name="taxi_badge"),
    path("taxi/privacy/", small(taxi.notice), name="taxi_notice"),
    path("taxi/<text_code:code>/", small(taxi.landing), name="taxi_landing"),
    path("taxi/<text_code:code>/contact/", small(taxi.contact), name="taxi_contact"),
    path("join/", small(join.type_code), name="join_type_code"),
    path("join/code/", small(join.JoinCodeStep.as_view()), name="join_code"),
    path("join/done/", join.finish, name="join_finish"),
    path("join/<text_code:code>/", small(join.join), name="join"),
    path("join/<text_code:code>/pin/", small(join.by_pin), name="join_by_pin"),
    path("start/", small(registrations.start), name="start"),
    path("licensing/posters/", posters.poster_list, name="posters"),
    path("licensing/posters/<int:poster>/poster.pdf", posters.poster_as_pdf, name="poster_pdf"),
    path("licensing/posters/<int:poster>/retire/", posters.retire, name="poster_retire"),
    path("licensing/registrations/", registrations.queue, name="registrations"),
    path("licensing/registrations/<uuid:claim>/", registrations.one, name="registration"),
    path("licensing/start/", registrations.start_somebody, name="start_somebody"),
    path("licensing/check/", licence_check.page, name="licence_check"),
    path("licensing/keys/", licence_check.keys, name="licence_check_keys"),
    path("licensing/keys/<int:key>/revoke/", licence_check.revoke, name="licence_check_key_revoke"),
    path("api/licence-check", licence_check.api, name="licence_check_api"),
]
