"""What is asked of whom, and who is exempt from it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models import Course
from partnership.models import Area, Assignment, Organisation, Role, RoleGroup, ends_after_it_starts


class Requirement(models.Model):
    """Who has to be trained on what, by when, for how long (pack section 2.2). Days: from inclusive, to exclusive."""

    class Basis(models.TextChoices):
        LAW = "law", "Law or statutory guidance"
        CONTRACT = "contract", "Contract or licence condition"
        POLICY = "policy", "Local policy"

    class RenewedBy(models.TextChoices):
        FULL = "full", "The full course"
        REFRESHER = "refresher", "The refresher"

    name = models.CharField(max_length=120, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="requirements")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements")
    role_group = models.ForeignKey(
        RoleGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
        help_text="This organisation and those below it; empty for all.",
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    basis_note = models.CharField(
        max_length=300, blank=True, help_text="The policy, condition or guidance it rests on."
    )
    agreed_by = models.CharField(max_length=120, blank=True, help_text="The body that agreed it.")
    agreed_on = models.DateField(null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField()
    due_soon_days = models.PositiveSmallIntegerField(default=90)
    new_starter_grace_days = models.PositiveSmallIntegerField(default=0)
    before_start = models.BooleanField(default=False, help_text="Before first grant or first panel: no grace is given.")
    catch_up_by = models.DateField(null=True, blank=True, help_text="For people already in post when it starts.")
    renewed_by = models.CharField(max_length=10, choices=RenewedBy.choices, default=RenewedBy.REFRESHER)
    new_term_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="At a new term, passes older than this many months have to be renewed."
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="The requirement this one replaces.",
    )
    applies_to_existing = models.BooleanField(default=True, help_text="Also to passes made before it took effect.")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            ends_after_it_starts("a_requirement_ends_after_it_starts", start="effective_from", end="effective_to"),
            models.CheckConstraint(
                condition=Q(role__isnull=True) | Q(role_group__isnull=True),
                name="a_requirement_names_a_role_or_a_role_group",
                violation_error_message="Choose a role or a role group, not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Exemption(models.Model):
    """An approved exemption from a course for one assignment. Both days inclusive."""

    class Reason(models.TextChoices):
        NOT_PUBLIC_FACING = "not_public_facing", "No contact with the public in this post"
        ADJUSTMENT = "adjustment", "Reasonable adjustment being arranged"
        DISPENSATION = "dispensation", "Dispensation by the council"
        LEAVING = "leaving", "Leaving within weeks"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="exemptions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [ends_after_it_starts("an_exemption_ends_after_it_starts")]
        indexes: ClassVar = [models.Index(fields=["assignment", "course"], name="exemptions_of_an_assignment")]

    def __str__(self) -> str:
        return f"Exemption {self.pk}"
