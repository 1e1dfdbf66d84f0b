"""Taxi and private hire licences: the register's facts beside the assignment they stand behind (pack 1.4 and 6.2)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from partnership.models import Assignment, Organisation


class Licence(models.Model):
    """One licence as its authority's register has it. The key is authority, number and day of issue: numbers are
    repeated between authorities and used again over the years.

    Its days in force are the assignment's; its pauses are the assignment's inactivities. Never holds a reason.
    """

    class Kind(models.TextChoices):
        HACKNEY = "hackney", "Hackney carriage"
        PHV = "phv", "Private hire"
        DUAL = "dual", "Hackney carriage and private hire"

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="licence")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="licences")
    number = models.CharField(max_length=30, help_text="As the register writes it, leading zeros and all.")
    number_key = models.CharField(
        max_length=30, help_text="The number as people type it: capitals, no spaces or signs, no leading zeros."
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    issued_on = models.DateField()
    expires_on = models.DateField(help_text="The last day it is in force.")
    is_school_transport = models.BooleanField(default=False)
    renews = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="renewed_by",
        help_text="The licence of the same person that this one follows.",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "number", "issued_on"], name="a_licence_is_recorded_once"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("issued_on")), name="a_licence_expires_after_it_was_issued"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "number_key"], name="licence_by_typed_number"),  # registration, checks
            models.Index(fields=["authority", "expires_on"], name="licences_by_renewal"),  # the officer's list
        ]

    def __str__(self) -> str:
        return f"Licence {self.pk}"  # a number here would reach logs


class LicenceStatus(models.Model):
    """A status the register gave a licence from a day on. Rows are added, never changed."""

    class Kind(models.TextChoices):
        APPLICANT = "applicant", "Applicant"
        LICENSED = "licensed", "Licensed"
        SUSPENDED = "suspended", "Suspended"
        EXPIRED = "expired", "Expired"
        SURRENDERED = "surrendered", "Surrendered"
        REVOKED = "revoked", "Revoked"
        REFUSED_RENEWAL = "refused_renewal", "Renewal refused"

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20, choices=Kind.choices)
    holds_from = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["holds_from", "pk"]
        verbose_name_plural = "licence statuses"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["licence", "status", "holds_from"], name="a_licence_status_is_told_once")
        ]

    def __str__(self) -> str:
        return f"Status of licence {self.licence_id}"
