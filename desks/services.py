"""Writing down what was taken away, and forgetting it in time."""

from datetime import datetime

from accounts.models import User
from desks.models import Export


def log_export(*, user: User, desk: str, shelf: str, is_searched: bool, lines: int, at: datetime) -> Export:
    """One list, downloaded. Written before the file goes out, so that none goes out unlogged."""
    return Export.objects.create(
        user=user, desk=desk, shelf=shelf or "all", is_searched=is_searched, lines=lines, happened_at=at
    )


def forget_exports(*, before: datetime) -> int:
    """Delete what happened before a moment; how many rows went."""
    return Export.objects.filter(happened_at__lt=before).delete()[0]
