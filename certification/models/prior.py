"""Training done elsewhere: claims for it, and the rules by which it is accepted (pack section 2.3)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from courses.models import Course
from partnership.models import Organisation, Person


def evidence_store() -> Storage:
    """Where evidence lies: nobody can fetch it but by the page of whoever looks at the claim."""
    return storages["evidence"]


class EquivalenceRule(models.Model):
    """Another provider's course that is accepted for one of ours. Days inclusive."""

    class Satisfies(models.TextChoices):
        FULL = "full", "The whole course"
        PART = "part", "A part of it: somebody decides each time"
        HOURS = "hours", "Hours on the topic only: it never counts as the course"

    provider = models.CharField(max_length=120, help_text="Who gives the course.")
    reference = models.CharField(
        max_length=80, help_text="The course as lists from elsewhere call it, its code or name."
    )
    version = models.CharField(max_length=40, blank=True, help_text="The edition, where it matters.")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="equivalents")
    satisfies = models.CharField(max_length=10, choices=Satisfies.choices, default=Satisfies.FULL)
    passed_from = models.DateField(null=True, blank=True, help_text="Passes from this day on.")
    passed_until = models.DateField(null=True, blank=True, help_text="Passes up to this day.")
    approved_by = models.CharField(max_length=120, help_text="The group or officer who approved it.")
    approved_on = models.DateField()
    ends_on = models.DateField(help_text="The last day on which it is applied, so that somebody looks at it again.")

    class Meta:
        ordering: ClassVar = ["reference", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("reference"), "course", "passed_from", name="an_equivalent_is_named_once"),
            models.CheckConstraint(
                condition=Q(passed_until__gte=models.F("passed_from")) | Q(passed_until=None) | Q(passed_from=None),
                name="an_equivalent_ends_after_it_starts",
                violation_error_message="The last day of passing is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.reference}"


class PriorLearning(models.Model):
    """Somebody's training elsewhere, claimed by themselves or by a list. It covers nothing until it is accepted."""

    class Outcome(models.TextChoices):
        WAITING = "", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        BRIEFING = "briefing", "Accepted once the local briefing is read"
        DECLINED = "declined", "Declined"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="prior_learning")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="Whose reviewers look at it."
    )
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What it is to stand for."
    )
    provider = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=80, help_text="The course as it is called there.")
    completed_on = models.DateField()
    evidence = models.FileField(blank=True, storage=evidence_store)
    is_from_list = models.BooleanField(default=False, help_text="A list of an organisation says so, not the person.")
    claimed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    rule = models.ForeignKey(EquivalenceRule, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    briefed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["claimed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "reference", "completed_on"], name="prior_learning_is_claimed_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "claimed_at"], condition=Q(outcome=""), name="claims_waiting")
        ]

    def __str__(self) -> str:
        return f"Prior learning {self.pk}"

    @property
    def is_accepted(self) -> bool:
        """Whether a reviewer or a rule said yes; it may still wait for the local briefing."""
        return self.outcome in (self.Outcome.ACCEPTED, self.Outcome.BRIEFING)
