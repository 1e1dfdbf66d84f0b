"""What areas write into national courses: dated rows, never overwritten (docs/course-format.md §3.3)."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.dates import add_months
from partnership.models import ends_after_it_starts

STALE_AFTER_MONTHS = 12


class InsertQuerySet(models.QuerySet["LocalInsert"]):
    def holding(self, on: date) -> "InsertQuerySet":
        """The rows that hold on `on`. The first row of a key holds from the beginning."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(started, Q(superseded_on__isnull=True) | Q(superseded_on__gt=on))

    def newest(self) -> "InsertQuerySet":
        """The rows that nothing has taken the place of."""
        return self.filter(superseded_on__isnull=True)

    def stale(self, on: date) -> "InsertQuerySet":
        """The rows whose owner last looked at them over 12 months before `on`."""
        return self.filter(checked_on__lt=add_months(on, -STALE_AFTER_MONTHS))


class LocalInsert(models.Model):
    """What one area (or the whole partnership) says for one key, for all courses or for one."""

    class VisibleTo(models.TextChoices):
        PUBLIC = "public", "Anyone, also without signing in"
        VERIFIED = "verified", "People matched to a register, a staff list or a premises"
        ROLE = "role", "Those people who also hold a role of the course"

    key = models.CharField(max_length=60, help_text="As the course names it, such as mash_phone.")
    area = models.ForeignKey(
        "partnership.Area",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="local_inserts",
        help_text="Empty for the whole partnership.",
    )
    course = models.ForeignKey(
        "courses.Course",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="local_inserts",
        help_text="Empty for every course that uses the key.",
    )
    value = models.TextField(help_text="Plain text. No premises, street or person is named.")
    owner = models.CharField(max_length=200, blank=True, help_text="Who stands behind it.")
    visible_to = models.CharField(max_length=10, choices=VisibleTo.choices, default=VisibleTo.PUBLIC)
    checked_on = models.DateField(help_text="When its owner last looked at it. Out of date after 12 months.")
    valid_from = models.DateField(null=True, blank=True, help_text="The first day it holds. Empty: from the beginning.")
    superseded_on = models.DateField(null=True, blank=True, help_text="The first day another row holds in its place.")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InsertQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["key", "area__name", "course__key", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["area", "key"], name="insert_by_area_and_key"
            ),  # filling a lesson, the area's own page
        ]
        constraints: ClassVar = [
            ends_after_it_starts("an_insert_ends_after_it_starts", start="valid_from", end="superseded_on"),
            # Four, because an empty area or course is no value that a database would compare.
            models.UniqueConstraint(
                fields=["area", "course", "key"],
                condition=Q(superseded_on__isnull=True),
                name="an_area_says_one_thing_for_a_course",
            ),
            models.UniqueConstraint(
                fields=["area", "key"],
                condition=Q(superseded_on__isnull=True, course__isnull=True),
                name="an_area_says_one_thing_for_all_courses",
            ),
            models.UniqueConstraint(
                fields=["course", "key"],
                condition=Q(superseded_on__isnull=True, area__isnull=True),
                name="the_partnership_says_one_thing_for_a_course",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(superseded_on__isnull=True, area__isnull=True, course__isnull=True),
                name="the_partnership_says_one_thing_for_all_courses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.area}" if self.area_id else self.key

    def is_stale(self, on: date) -> bool:
        return self.checked_on < add_months(on, -STALE_AFTER_MONTHS)
