"""Every course people can be held to: our own, and those other providers give."""

from typing import ClassVar

from django.db import models


class Course(models.Model):  # type: ignore[django-manager-missing]  # page managers come from Wagtail, untyped
    """A course by its key. Our own are written on a CoursePage; an outside one has a provider and an activity id."""

    key = models.SlugField(
        max_length=60, unique=True, help_text="Such as cse-taxi. Certificates and requirements point to it."
    )
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=100)
    provider = models.CharField(max_length=160, blank=True, help_text="Who gives it; empty for our own.")
    activity_id = models.URLField(max_length=400, blank=True, help_text="The xAPI activity id of an outside course.")
    # Of the file last imported: the same file again undoes nothing that an editor has changed since.
    imported_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["short_title"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity_id"],
                condition=~models.Q(activity_id=""),
                name="an_activity_id_belongs_to_one_course",
                violation_error_message="Another course has this activity id.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def is_external(self) -> bool:
        return bool(self.provider)
