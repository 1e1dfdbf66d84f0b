"""Settings for the tests: the database from DATABASE_URL or a SQLite file that is kept between runs."""

import os
import tempfile

os.environ.setdefault("LOOKOUT_VAR_DIR", tempfile.mkdtemp(prefix="lookout-test-"))

from config.settings.base import *
from config.settings.base import BASE_DIR, DATABASES, STATIC_ROOT, STORAGES, env

SECRET_KEY = "tests-only"  # noqa: S105
DEMO_MODE = True
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    (BASE_DIR / ".cache").mkdir(exist_ok=True)
    name = env.str("TEST_DATABASE", default="test")
    DATABASES["default"]["NAME"] = str(BASE_DIR / ".cache" / f"{name}-base.sqlite3")
    # A file and not memory: threads, live servers and worker processes have to share it.
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / ".cache" / f"{name}.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES = {
    **STORAGES,
    "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
