"""Every address, room by room. A room's own urls.py says what lies below its prefix."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from desks.views import pages

# One-click sign-in and everybody's codes: not refused elsewhere, but not there at all.
demo_only = [path("", include("demo.urls")), path("", include("messaging.urls"))] if settings.DEMO_MODE else []

urlpatterns: list[URLPattern | URLResolver] = [
    # Asked most, so looked at first: each pattern before the right one is tried.
    path("xapi/", include("lrs.urls")),
    path("learn/", include("learning.urls")),
    *demo_only,
    path("", include("desks.urls")),
    path("", include("reporting.urls")),
    path("", include("schemes.urls")),
    path("", include("certification.urls")),
    path("", include("courses.urls")),
    path("", include("onboarding.urls")),
    path("rosters/", include("onboarding.roster_urls")),
    path("account/", include("accounts.urls")),
    path("language/", set_language, name="set_language"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
