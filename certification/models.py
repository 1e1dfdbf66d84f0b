"""Requirements, certificates and the facts read from them. A status is never stored: it is read for a date.

Facts written once and only compared later: obligations, leave, cover. They are derived, and `services.refresh` makes
them
again from assignments, requirements and certificates; nothing refers to them, so they can always be rebuilt.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from certification.codes import new_code
from courses.models import Course, CourseVersion
from learning.models import Attempt
from partnership.models import Area, Assignment, Organisation, Person, Role, RoleGroup, ends_after_it_starts


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


class Certificate(models.Model):
    """A frozen document: this person passed this course on this day. Belongs to the person, whatever their job."""

    class Source(models.TextChoices):
        PLATFORM = "platform", "Passed on this platform"
        HISTORIC_IMPORT = "historic_import", "Historic import"
        EQUIVALENCE = "equivalence", "Prior learning accepted"
        SESSION = "session", "Facilitated session"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey(CourseVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attempt = models.OneToOneField(Attempt, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate")
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="additions")
    source = models.CharField(max_length=20, choices=Source.choices)
    role_codes = models.JSONField(default=list, help_text="The roles it was passed for.")
    items = models.JSONField(default=list, help_text="Keys of the lessons, scenarios and questions it stands for.")
    passed_on = models.DateField()
    counts_from = models.DateField(help_text="Validity runs from this day: the original pass for prior learning.")
    valid_until = models.DateField(help_text="The last day printed on the document, by the course's own validity.")
    holder_name = models.CharField(max_length=200)
    course_title = models.CharField(max_length=200)
    role_names = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, default="en")
    mode = models.CharField(max_length=12, default="online")
    awarded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-passed_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "course", "passed_on"],
                condition=Q(attempt__isnull=True),
                name="a_historic_pass_is_recorded_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("passed_on")), name="a_certificate_is_valid_from_its_pass"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "course"], name="certificates_of_a_person"),  # making cover
        ]

    def __str__(self) -> str:
        return f"Certificate {self.pk}"


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
