"""Facilitated sessions: a trainer in a room, for those whom no screen suits (pack 2.5 and 6.8)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from partnership.models import Area, Organisation, Person


def new_secret() -> str:
    return uuid.uuid4().hex


class Session(models.Model):
    """One session. Whoever booked first has the places; the rest wait, and move up when somebody cancels."""

    reference = models.CharField(max_length=30, unique=True, help_text="As the register names it: S-2026-031.")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sessions", help_text="Who holds it."
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    held_on = models.DateField(help_text="The London day of starts_at.")
    capacity = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12, default="en-GB")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    check_in_secret = models.CharField(max_length=32, default=new_secret, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_session_has_a_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "held_on"], name="sessions_of_an_organisation"),  # its list
        ]

    def __str__(self) -> str:
        return self.reference


class Booking(models.Model):
    """A place asked for. Who has one and who waits follows from the order, and is not stored."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["booked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(cancelled_at__isnull=True), name="a_person_books_a_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"Booking {self.pk}"


class SessionWish(models.Model):
    """Somebody asked for a session of a course that is not planned yet. Asked again, the newest word counts."""

    class TimeOfDay(models.TextChoices):
        MORNING = "morning", _("A morning")
        AFTERNOON = "afternoon", _("An afternoon")
        EVENING = "evening", _("An evening")
        WEEKEND = "weekend", _("A weekend")
        ANY = "any", _("Any time")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="session_wishes")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", help_text="Where they can come to.")
    time_of_day = models.CharField(max_length=10, choices=TimeOfDay.choices)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "session wishes"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "course"], name="a_person_asks_once_for_a_course")
        ]

    def __str__(self) -> str:
        return f"Session wish {self.pk}"


class Attendance(models.Model):
    """A line of the register: somebody was there. Without a score they attended, and no more; a pass needs one.

    `person` is empty while nobody is known by the key. The trainer's mark is kept as given.
    """

    class KeyKind(models.TextChoices):
        LICENCE = "licence", "Licence number"
        PREMISES = "premises", "Premises code and name"
        EMAIL = "email", "E-mail address"
        BOOKING = "booking", "Checked in"

    class Mode(models.TextChoices):
        ONLINE = "online", "Online"
        PAPER = "paper", "On paper"
        ORAL = "oral", "Spoken"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key_kind = models.CharField(max_length=10, choices=KeyKind.choices)
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=200, help_text="As the register has it.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="attendances")
    language = models.CharField(max_length=12, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    score_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_interpreted = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "key_kind", "key"], name="a_register_names_somebody_once"),
            models.CheckConstraint(
                condition=Q(score_percent__isnull=True) | Q(score_percent__lte=100), name="a_score_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"


class ResultCorrection(models.Model):
    """A result that was recorded wrongly: what it was, who put it right and why. Rows are added, never changed."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="corrections")
    score_percent = models.PositiveSmallIntegerField(help_text="As it was before.")
    mode = models.CharField(max_length=8, choices=Attendance.Mode.choices, help_text="As it was before.")
    reason = models.CharField(max_length=200)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["corrected_at", "pk"]

    def __str__(self) -> str:
        return f"Correction of attendance {self.attendance_id}"
