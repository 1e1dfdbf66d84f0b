"""Production: every address and secret comes from the environment, and demo mode is refused."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import (
    CELERY_BROKER_URL,
    DATABASES,
    NOTIFY_API_KEY,
    NOTIFY_EMAIL_TEMPLATE,
    NOTIFY_SMS_TEMPLATE,
    env,
)

if env.bool("DEMO_MODE", default=False):
    raise ImproperlyConfigured("Demo mode lets anyone sign in as anyone: production refuses it. Unset DEMO_MODE.")
DEMO_MODE = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PUBLIC_URL = env.str("PUBLIC_URL").rstrip("/")
if "sqlite" in DATABASES["default"]["ENGINE"]:
    raise ImproperlyConfigured("Production runs on PostgreSQL: set DATABASE_URL to a postgres:// address.")
if CELERY_BROKER_URL.startswith("filesystem"):
    raise ImproperlyConfigured("Production runs on Redis: set CELERY_BROKER_URL to a redis:// address.")
# Sign-in limits have to be counted across all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default=CELERY_BROKER_URL),
        "KEY_PREFIX": "lookout",
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
# With a key to GOV.UK Notify, e-mails and texts go that way; without one, e-mails by SMTP and no texts.
SMS_TRANSPORT = ""
if NOTIFY_API_KEY:
    if not (NOTIFY_EMAIL_TEMPLATE and NOTIFY_SMS_TEMPLATE):
        raise ImproperlyConfigured("NOTIFY_API_KEY is set: set NOTIFY_EMAIL_TEMPLATE and NOTIFY_SMS_TEMPLATE too.")
    EMAIL_BACKEND = "messaging.transports.notify.EmailBackend"
    SMS_TRANSPORT = "messaging.transports.notify.send_text"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
