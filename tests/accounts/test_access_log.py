"""The access log forgets."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts import services, tasks
from accounts.models import AccessEvent


@pytest.mark.django_db
@time_machine.travel(datetime(2026, 11, 30, 3, tzinfo=UTC), tick=False)
def test_what_is_older_than_13_months_is_deleted() -> None:
    services.log_failure(email="a@example.org", at=datetime(2025, 10, 29, 12, tzinfo=UTC))
    kept = services.log_failure(email="a@example.org", at=datetime(2025, 10, 30, 12, tzinfo=UTC))
    assert tasks.forget_old_access() == 1
    assert list(AccessEvent.objects.all()) == [kept]
