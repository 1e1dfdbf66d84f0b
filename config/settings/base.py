"""Settings every way of running shares. Values that differ by place come from the environment, typed here."""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.conf.locale import LANG_INFO

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything written while running (database, broker, media, generated secret) lives under one folder.
VAR_DIR = env.path("LOOKOUT_VAR_DIR", default=str(BASE_DIR / "var"))
VAR_DIR = Path(str(VAR_DIR))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The public address: xAPI activity ids, actor home pages, certificate links and QR codes are made from it.
PUBLIC_URL: str = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
# True only where fictional people and one-click sign-in are wanted; production settings refuse it.
DEMO_MODE = False

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "demo",
    "desks",
    "onboarding",
    "reporting",
    "schemes",
    "certification",
    "learning",
    "courses",
    "lrs",
    "partnership",
    "messaging",
    "accounts",
    "common",
    "django_cotton.apps.SimpleAppConfig",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.shared.SharedDevice",
    "accounts.private_pages.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.security.SecurityHeaders",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.shared.shared_device",
                "desks.navigation.navigation",
                "demo.trying.trying",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
        },
    }
]
COTTON_DIR = "components"
# A component sees what it is given and nothing of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'lookout.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
# Connections stay open between requests: on SQLite, too, where each opening reads the schema and the last closing
# copies the whole write-ahead log.
DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=60))

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desks:home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
# An address is proved by a code sent to it; one that comes with a roster needs no second proof.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # e-mail can be slow; a person may have to look for it
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# The same page, the same sentence and the same time whether or not an address has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: at most five codes an hour for one address or number keeps guessing six numbers hopeless.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,5/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
    "login_failed": "10/m/ip,5/300s/key",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}

# Wiring between rooms: a lower room never names an upper room's page, so its address comes from here.
RESULT_URL_NAME = "certification:result"
MY_TRAINING_URL_NAME = "certification:my_training"
START_URL_NAME = "learning:start"
CHAMPION_URL_NAME = "desks:champion_of"
COORDINATOR_URL_NAME = "desks:coordinator"
PEOPLE_URL_NAME = "desks:people"
JOIN_URL_NAME = "onboarding:join"
SESSIONS_URL_NAME = "schemes:choose_session"
CLAIM_URL_NAME = "onboarding:taxi_badge"

LANGUAGE_CODE = "en-gb"
# The languages that are live: translated, back-translated and read by a native reviewer (pack section 5.1). A second
# one brings the language control with it.
LIVE_LANGUAGES: list[str] = env.list("LIVE_LANGUAGES", default=["en-gb"])
LANGUAGES = [(code, LANG_INFO[code]["name"]) for code in LIVE_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Rosters as they were sent: never served, and deleted after 30 days.
    "rosters": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "rosters", "base_url": None},
    },
    # Certificates of other providers, for whoever reviews them: never served as files.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "evidence", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A course's edit form posts about 1,700 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Looking at a course is no draft of it: nothing is kept until somebody says so.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "courses.prose_widget.ProseArea"}}
WAGTAIL_SITE_NAME = "Lookout"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = False
# The CMS tells nobody else who uses it.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Lookout <no-reply@lookout.example>")

# Texts: files by default, so that trying Lookout costs nothing and reaches nobody. Empty: none are sent or offered.
SMS_TRANSPORT: str = env.str("SMS_TRANSPORT", default="messaging.transports.local.to_file")
SMS_FILE_PATH = str(VAR_DIR / "texts")
NOTIFY_URL: str = env.str("NOTIFY_URL", default="https://api.notifications.service.gov.uk")
NOTIFY_API_KEY: str = env.str("NOTIFY_API_KEY", default="")
NOTIFY_EMAIL_TEMPLATE: str = env.str("NOTIFY_EMAIL_TEMPLATE", default="")
NOTIFY_SMS_TEMPLATE: str = env.str("NOTIFY_SMS_TEMPLATE", default="")

# Celery: the embedded default keeps its queue in files and its durable work in database rows; an address changes that.
CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_DIR = VAR_DIR / "broker"
    for name in ("queue", "control"):
        (BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.2,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# How often the facts are looked at for what was left undone.
SWEEP_SECONDS: int = env.int("SWEEP_SECONDS", default=60)
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "forget-old-access": {"task": "accounts.tasks.forget_old_access", "schedule": 24 * 3600},
    "forget-old-exports": {"task": "desks.tasks.forget_old_exports", "schedule": 24 * 3600},
    # What a lost nudge left undone is found by looking at the facts: each room's reconcile, and the outbox's sweep.
    "freeze-what-is-live": {"task": "courses.tasks.reconcile_courses", "schedule": SWEEP_SECONDS},
    "award-missing": {"task": "certification.tasks.award_missing", "schedule": SWEEP_SECONDS},
    "take-in-statements": {"task": "learning.inbound.tasks.take_in_statements", "schedule": SWEEP_SECONDS},
    "reconcile-external": {"task": "certification.tasks.reconcile_external", "schedule": SWEEP_SECONDS},
    "carry-out-mergers": {"task": "partnership.tasks.carry_out_mergers", "schedule": crontab(hour=0, minute=10)},
    "claim-waiting": {"task": "partnership.tasks.claim_waiting", "schedule": crontab(minute=15)},
    "refresh-facts": {"task": "certification.tasks.refresh_facts", "schedule": crontab(hour=2, minute=30)},
    "freeze-month-ends": {"task": "reporting.tasks.freeze_month_ends", "schedule": crontab(hour=4, minute=0)},
    "compare-with-record": {"task": "certification.tasks.compare_with_record", "schedule": crontab(hour=3, minute=30)},
    "prior-learning": {"task": "certification.tasks.look_after_prior_learning", "schedule": crontab(minute=20)},
    "remind": {"task": "certification.tasks.remind", "schedule": crontab(hour=9, minute=0)},
    "remind-before-renewal": {"task": "schemes.tasks.remind_before_renewal", "schedule": crontab(hour=9, minute=30)},
    "forward-statements": {"task": "lrs.tasks.forward_statements", "schedule": SWEEP_SECONDS},
    "prune-statements": {"task": "lrs.tasks.prune_statements", "schedule": crontab(hour=3, minute=30)},
    "forget-pruned": {"task": "learning.inbound.tasks.forget_pruned", "schedule": crontab(hour=4, minute=30)},
    "continue-imports": {"task": "onboarding.tasks.continue_waiting_runs", "schedule": SWEEP_SECONDS},
    "match-claims": {"task": "onboarding.tasks.match_claims", "schedule": crontab(hour=2, minute=45)},
    "look-after-claims": {"task": "onboarding.tasks.look_after_claims", "schedule": crontab(hour=9, minute=15)},
    "forget-old-imports": {"task": "onboarding.tasks.forget_old_runs", "schedule": crontab(hour=4, minute=15)},
    "look-after-premises": {"task": "schemes.tasks.look_after_premises", "schedule": crontab(hour=8, minute=30)},
    "remind-of-sessions": {"task": "schemes.tasks.remind_of_sessions", "schedule": crontab(hour=10, minute=0)},
    "sweep-outbox": {"task": "messaging.tasks.sweep_outbox", "schedule": SWEEP_SECONDS},
}

# Raw statements are deleted after this many months (0: never), and not at all while a legal hold is on.
LRS_KEEP_MONTHS: int = env.int("LRS_KEEP_MONTHS", default=24)
LRS_LEGAL_HOLD: bool = env.bool("LRS_LEGAL_HOLD", default=False)
# Web sites whose scripts may call the record store from a browser, such as https://content.example.
LRS_ALLOWED_ORIGINS: list[str] = env.list("LRS_ALLOWED_ORIGINS", default=[])

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    }
}
CMS_PREFIX = "/cms/"
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the CMS shows its preview in a frame of the same origin
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# To the console, where whatever runs us collects it. Django's own default would send errors to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # One line for each row of an index is no news.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
