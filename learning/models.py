"""What a person did with a course version. An attempt is one registration; nothing here says what it *means*.

Days are Europe/London days, computed once when the fact is written. An attempt is open until it is passed or set aside;
failing does not end it, because a learner may always try again.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from courses.models import Course, CourseVersion
from learning.inbound.models import (
    ExternalAccount,
    ExternalCourse,
    ExternalPass,
    IgnoredKind,
    InboundCursor,
    InboundStatement,
)
from partnership.models import Area, Assignment, Person

# The room's tables: its own, and those of what other systems sent, where Django looks for them.
__all__ = [
    "Answer",
    "Attempt",
    "ExternalAccount",
    "ExternalCourse",
    "ExternalPass",
    "IgnoredKind",
    "InboundCursor",
    "InboundStatement",
    "LessonProgress",
    "ScenarioProgress",
    "Sitting",
]


class Attempt(models.Model):
    """One registration of a person on a course version. `uuid` is the xAPI registration."""

    class Kind(models.TextChoices):
        FULL = "full", "Whole course"
        REFRESHER = "refresher", "Refresher"
        FURTHER = "further", "Further items for a new role"

    class Mode(models.TextChoices):
        ONLINE = "online", "Online"
        PAPER = "paper", "On paper"
        ORAL = "oral", "Spoken"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="attempts")
    assignment = models.ForeignKey(Assignment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Local notes come from this area. With several, the others' notes are shown below it, each with its name.
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area_codes = models.JSONField(default=list, blank=True, help_text="Every area of the roles, the first one first.")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FULL)
    role_codes = models.JSONField(default=list, blank=True, help_text="The course's roles held on the day it started.")
    items = models.JSONField(help_text="The set resolved for those roles (courses.paths.ItemSet).")
    language = models.CharField(max_length=12, default="en-GB")
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.ONLINE)
    started_at = models.DateTimeField()
    opened_on = models.DateField(help_text="The London day of started_at.")
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_on = models.DateField(
        null=True, blank=True, help_text="The London day of passed_at: the certificate's date."
    )
    set_aside_at = models.DateTimeField(
        null=True, blank=True, help_text="When a refresher was replaced because the whole course became due."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(passed_at__isnull=True, set_aside_at__isnull=True),
                name="a_person_has_one_open_attempt_at_a_course",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True, passed_on__isnull=True)
                | Q(passed_at__isnull=False, passed_on__isnull=False),
                name="a_passed_attempt_has_its_day",
            ),
        ]
        indexes: ClassVar = [
            # Who has opened the course by a day; then, passes to catch up on.
            models.Index(fields=["course", "opened_on"], name="attempt_by_course_opened"),
            models.Index(fields=["passed_at"], name="attempt_passed", condition=Q(passed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.uuid}"

    @property
    def is_passed(self) -> bool:
        return self.passed_at is not None

    @property
    def is_open(self) -> bool:
        return self.passed_at is None and self.set_aside_at is None


class LessonProgress(models.Model):
    """A lesson opened, and perhaps read to its end. The refresher's reading part has the key `refresh`."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="lessons")
    key = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    screen = models.PositiveSmallIntegerField(
        default=0, help_text="Where they are, on a phone that shows one at a time; the first is 0."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "key"], name="a_lesson_is_in_an_attempt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of attempt {self.attempt_id}"


class ScenarioProgress(models.Model):
    """Where a person is in a scenario. Which choices brought them there is practice, and is not kept."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="scenarios")
    key = models.CharField(max_length=20)
    node_key = models.CharField(max_length=20)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "key"], name="a_scenario_is_in_an_attempt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of attempt {self.attempt_id}"


class Sitting(models.Model):
    """One go at the assessment: the order it was drawn in and, once ended, how it came out."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sittings")
    number = models.PositiveIntegerField()
    order = models.JSONField(help_text='{"questions": ["Q2", …], "options": {"Q2": ["C", "A", "B"], …}}')
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_passed = models.BooleanField(null=True, blank=True)
    right = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    scaled = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True, help_text="From 0 to 1.")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "number"], name="a_sitting_has_its_own_number"),
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(ended_at__isnull=True), name="an_attempt_has_one_open_sitting"
            ),
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(is_passed=True), name="an_attempt_is_passed_by_one_sitting"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_on__isnull=True, is_passed__isnull=True, scaled__isnull=True)
                | Q(ended_at__isnull=False, ended_on__isnull=False, is_passed__isnull=False, scaled__isnull=False),
                name="an_ended_sitting_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return f"Sitting {self.number} of attempt {self.attempt_id}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Answer(models.Model):
    """An answer given in a sitting: locked once given. Kept 13 months for item analysis (pack section 5.4)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    question_key = models.CharField(max_length=20)
    chosen = models.JSONField(help_text='The option keys chosen, sorted: ["A", "C"].')
    is_right = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "question_key"], name="a_question_is_answered_once_a_sitting"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["answered_at"], name="answer_by_age"),  # forgetting after 13 months
        ]

    def __str__(self) -> str:
        return f"{self.question_key} of sitting {self.sitting_id}"
