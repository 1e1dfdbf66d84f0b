"""Work done in the background."""

from celery import shared_task

from common import clock
from courses import services


@shared_task
def reconcile_courses() -> int:
    """Freeze live revisions whose nudge was lost. Run every few minutes; safe to run twice."""
    return services.reconcile_versions(at=clock.now())
