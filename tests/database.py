"""The test database: kept between runs, made again when a migration changed, and never left emptied.

A test that commits (`transaction=True`, `live_server`, a browser) ends with every table flushed, and with that go the
rows that migrations made: Wagtail's root page, site and locale, content types, permissions. They are put back at once,
so that a test may rely on them in whatever order the tests run. Nobody has to ask for that.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase
from wagtail.signal_handlers import disable_reference_index_auto_update


def migrations_hash() -> str:
    """Changes with every migration on disk, ours and our packages'."""
    names = sorted(f"{label}.{name}" for label, name in MigrationLoader(None).disk_migrations)
    total = hashlib.sha256("\n".join(names).encode())
    for config in apps.get_app_configs():
        if Path(config.path).is_relative_to(settings.BASE_DIR) and ".venv" not in config.path:
            for file in sorted((Path(config.path) / "migrations").glob("*.py")):
                total.update(file.read_bytes())
    return total.hexdigest()


def stamp_file() -> Path:
    """Present, and equal to `migrations_hash`, only when the kept database is whole: a killed run leaves none."""
    name = str(settings.DATABASES["default"]["NAME"]) + settings.DATABASES["default"]["ENGINE"]
    return settings.BASE_DIR / ".cache" / f"test-database-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


_migrate = Migrate.handle


def skip_migrating() -> None:
    """A migrate with nothing to do costs five seconds; a whole database needs none."""
    Migrate.handle = lambda self, *args, **options: None  # type: ignore[method-assign]


def allow_migrating() -> None:
    Migrate.handle = _migrate  # type: ignore[method-assign]


def put_rows_back_after_each_flush() -> Callable[[], None]:
    """Take what is in the database now as its ground state. Returns what undoes the arrangement."""
    rows = json.loads(connection.creation.serialize_db_to_string())
    # Content types first: saving anything else may look one up, and would make it anew.
    ground = json.dumps(sorted(rows, key=lambda row: row["model"] != "contenttypes.contenttype"))
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own, not in its stubs

    def flush_and_restore(_: TransactionTestCase) -> None:
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        ContentType.objects.clear_cache()
        with disable_reference_index_auto_update():
            connection.creation.deserialize_db_from_string(ground)
        cache.clear()

    TransactionTestCase._fixture_teardown = flush_and_restore  # type: ignore[attr-defined]

    def undo() -> None:
        TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]

    return undo
