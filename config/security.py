"""Security headers by place: strict where learners are, under the CMS's prefix as loose as Wagtail's admin needs."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SecurityHeaders(CSPMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if request.path_info.startswith(settings.CMS_PREFIX) and not hasattr(response, "_csp_replace"):
            # Wagtail's admin still writes scripts and styles into its pages; its preview frames come from here too.
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)
