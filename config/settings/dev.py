"""The embedded default: SQLite, a broker in files, demo mode on. Its secret is made on first use and kept in var/."""

from config.settings.base import *
from config.settings.base import VAR_DIR, env
from config.settings.secret import local_secret

DEBUG = env.bool("DEBUG", default=False)
DEMO_MODE = True
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret(VAR_DIR / "secret_key")
