"""What has to be done before the first request, and whether it was done already.

A migrate with nothing to do costs five seconds and collecting static files four, so each leaves a stamp: a hash of all
it rests on. Same hash, nothing to do.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

PACKAGES = settings.BASE_DIR / "requirements" / "run.txt"


def bring_up_to_date() -> list[str]:
    """Migrate and collect static files where needed. Says what was done, in words."""
    return [words for words in (_migrate(), _collect_static()) if words]


def _migrate() -> str:
    stamp, wanted = settings.VAR_DIR / "migrated", _hash([*_migrations(), PACKAGES], str(settings.DATABASES["default"]))
    if _holds(stamp, wanted) and "django_migrations" in connection.introspection.table_names():
        return ""
    call_command("migrate", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return "Database brought up to date"


def _collect_static() -> str:
    files = [path for path in (settings.BASE_DIR / "static" / "build").rglob("*") if path.is_file()]
    stamp, wanted = settings.VAR_DIR / "collected", _hash([*files, PACKAGES], str(settings.STATIC_ROOT))
    if _holds(stamp, wanted) and (settings.STATIC_ROOT / "staticfiles.json").exists():
        return ""
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)
    return "Static files collected"


def _migrations() -> list[Path]:
    ours = [Path(config.path) for config in apps.get_app_configs() if _is_ours(Path(config.path))]
    return [file for folder in ours for file in (folder / "migrations").glob("*.py")]


def _is_ours(path: Path) -> bool:
    return path.parent == settings.BASE_DIR


def _hash(files: Iterable[Path], *words: str) -> str:
    total = hashlib.sha256("\0".join(words).encode())
    for file in sorted(files):
        total.update(f"{file.name}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _holds(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted
