"""A system check: demo mode lets anyone sign in as anyone, so it must not meet settings that serve real people."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

# A setting, and the value of it that only a place for real people has.
SIGNS = (
    ("SESSION_COOKIE_SECURE", True),
    ("CSRF_COOKIE_SECURE", True),
    ("SECURE_SSL_REDIRECT", True),
    ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
)


def demo_mode_serves_nobody_real(**_: Any) -> list[Error]:
    """demo.E001: DEMO_MODE is on beside settings that a production has."""
    found = [name for name, value in SIGNS if getattr(settings, name, None) == value]
    if getattr(settings, "SECURE_HSTS_SECONDS", 0):
        found.append("SECURE_HSTS_SECONDS")
    if not settings.DEMO_MODE or not found:
        return []
    return [
        Error(
            f"Anyone could sign in as anyone: DEMO_MODE is on beside settings of a production: {', '.join(found)}.",
            hint="Take DEMO_MODE out of these settings, or use config.settings.production, which refuses it.",
            id="demo.E001",
        )
    ]
