"""Test visits. A failure asks for coaching within 14 days and a retest within 90; it takes no pledge away."""

from datetime import date

from django.db import transaction

from schemes.models import Premises, TestVisit


def record_visit(
    *, premises: Premises, scenario_code: str, outcome: str, on: date, feedback_on: date | None = None
) -> TestVisit:
    """Record a visit. After a failure it is the retest, unless that has had one."""
    with transaction.atomic():
        Premises.objects.select_for_update().get(pk=premises.pk)
        values = {"outcome": outcome, "feedback_on": feedback_on}
        visit, is_new = TestVisit.objects.get_or_create(
            premises=premises, visited_on=on, scenario_code=scenario_code, defaults=values
        )
        if is_new and (failed := waiting_for_retest(premises, before=visit)):
            visit.retest_of = failed
            visit.save(update_fields=["retest_of"])
    return visit


def waiting_for_retest(premises: Premises, *, before: TestVisit) -> TestVisit | None:
    failed = TestVisit.objects.filter(
        premises=premises,
        outcome=TestVisit.Outcome.NOT_CHALLENGED,
        retest=None,
        visited_on__lte=before.visited_on,
    )
    return failed.exclude(pk=before.pk).order_by("-visited_on", "-pk").first()


def record_coaching(*, visit: TestVisit, on: date) -> None:
    visit.coached_on = max(on, visit.visited_on)
    visit.save(update_fields=["coached_on"])
