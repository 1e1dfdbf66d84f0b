"""Facts written once and only compared later: obligations, leave, cover. They are derived, and `services.refresh` makes
them again from assignments, requirements and certificates; nothing refers to them, so they can always be rebuilt.
"""

from typing import ClassVar

from django.db import models

from certification.models.certificates import Certificate
from certification.models.requirements import Requirement
from partnership.models import Assignment


class Obligation(models.Model):
    """One assignment held to one requirement over a span of days (`ends_on` exclusive). Derived."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="obligations")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="obligations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    due_on = models.DateField(help_text="The first day on which not being trained is overdue.")
    grace_until = models.DateField(null=True, help_text="The last day of grace; empty where none is given.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "requirement", "starts_on"], name="an_obligation_is_counted_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["starts_on", "ends_on"], name="obligations_in_force")]  # population

    def __str__(self) -> str:
        return f"Obligation {self.pk}"


class LeavePeriod(models.Model):
    """Long leave as one obligation sees it: `ends_on` is the day of return, `re_entry_until` inclusive. Derived."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="leave_periods")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    re_entry_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"Leave under obligation {self.obligation_id}"


class CoverPeriod(models.Model):
    """The days, both inclusive, for which an obligation regards its person as trained, and why they end. Derived.

    `due_soon_from` is the first day on which the end is near: dates are counted when a fact is written, never in SQL.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="cover_periods")
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="cover_periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_soon_from = models.DateField()
    reason = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["obligation", "starts_on", "ends_on"], name="cover_of_an_obligation"),  # status
            models.Index(fields=["ends_on"], name="cover_by_its_end"),  # reminders
        ]

    def __str__(self) -> str:
        return f"Cover under obligation {self.obligation_id}"
