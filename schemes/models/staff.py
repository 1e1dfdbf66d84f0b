"""Hotel Watch: the staff of a premises beyond their assignments to it, and the code by which they join."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partnership.models import Assignment, ends_after_it_starts
from schemes.models.premises import Premises


class StaffLink(models.Model):
    """What a hotel needs to know of an assignment to it, beyond the assignment: the shift, and who sent them."""

    class Shift(models.TextChoices):
        DAY = "day", "Day"
        EVENING = "evening", "Evening"
        NIGHT = "night", "Night"
        MIXED = "mixed", "Different shifts"

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="staff_link")
    shift = models.CharField(max_length=10, choices=Shift.choices, blank=True)
    agency_name = models.CharField(max_length=100, blank=True, help_text="The agency that sends them, when one does.")
    pin_hash = models.CharField(
        max_length=128, blank=True, help_text="For who has no phone: a hash of the number they chose with their name."
    )

    def __str__(self) -> str:
        return f"Staff link {self.pk}"


class StaffInvitation(models.Model):
    """The champion listed somebody who has not joined. Who has a phone or e-mail is written to; others get a card."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="invitation")
    send_on = models.DateField(null=True, blank=True, help_text="Empty: there is no way to write to them.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When they were last written to.")

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class StaffConfirmation(models.Model):
    """On a day, the champion's roll-call or the person confirmed that they still work there."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="confirmations")
    confirmed_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "confirmed_on"], name="staff_are_confirmed_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Confirmation {self.pk}"


class JoinCode(models.Model):
    """The code on the staff-room poster, for a span of days. One in force at a time; tells nothing of the premises."""

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="join_codes")
    code = models.CharField(max_length=8, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it no longer opens.")

    class Meta:
        constraints: ClassVar = [
            ends_after_it_starts("a_join_code_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["premises"], condition=Q(ends_on__isnull=True), name="a_premises_has_one_code_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"Join code {self.pk}"
