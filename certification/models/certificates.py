"""Certificates: what somebody has passed, frozen."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from certification.codes import new_code
from certification.models.prior import PriorLearning
from courses.models import Course, CourseVersion
from learning.models import Attempt
from partnership.models import Person


class Certificate(models.Model):
    """A frozen document: this person passed this course on this day. Belongs to the person, whatever their job."""

    class Source(models.TextChoices):
        PLATFORM = "platform", "Passed on this platform"
        HISTORIC_IMPORT = "historic_import", "Historic import"
        EQUIVALENCE = "equivalence", "Prior learning accepted"
        SESSION = "session", "Facilitated session"
        EXTERNAL = "external", "Passed in another system"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey(CourseVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attempt = models.OneToOneField(Attempt, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate")
    prior = models.OneToOneField(
        PriorLearning, null=True, blank=True, on_delete=models.CASCADE, related_name="certificate"
    )
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
