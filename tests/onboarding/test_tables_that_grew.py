"""After very many rows PostgreSQL is told that its tables have grown, or the next look at them does not end."""

import pytest
from django.db import connection

from onboarding.services import applying, checking
from tests.onboarding.conftest import Bring
from tests.onboarding.rosters import drivers

pytestmark = pytest.mark.django_db


def counted(table: str) -> float:
    """How many rows the planner believes there are; -1 while nobody has counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return float(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without counting")
def test_the_planner_knows_what_a_large_register_brought(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (checking, applying):
        monkeypatch.setattr(module, "MANY", 20)
    bring("drivers", drivers(range(1, 61)))
    assert counted("onboarding_importrow") == 60
    assert counted("onboarding_rosterentry") == 60
    assert counted("schemes_licence") == 60
