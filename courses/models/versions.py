"""Frozen course versions: what a learner is taught, fixed for good."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db import models


class FrozenError(ImproperlyConfigured):
    """Somebody tried to change or remove what is frozen."""


class VersionQuerySet(models.QuerySet["CourseVersion"]):
    def update(self, **kwargs: Any) -> int:
        if set(kwargs) == {"page"} or set(kwargs) == {"page_id"}:
            return super().update(**kwargs)  # the page may go; what was taught stays
        raise FrozenError("A course version is frozen: publish a new one instead.")

    def delete(self) -> NoReturn:
        raise FrozenError("A course version is frozen: people were taught by it, so it stays.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("A course version is frozen: publish a new one instead.")


class CourseVersion(models.Model):
    """One published revision of a course page, with everything expanded. Attempts and certificates point here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(max_length=20, help_text="Such as 1.2: the first part goes up for a material change.")
    major = models.PositiveIntegerField()
    page = models.ForeignKey("courses.CoursePage", null=True, on_delete=models.SET_NULL, related_name="versions")
    revision_id = models.PositiveBigIntegerField(help_text="The Wagtail revision it was frozen from.")
    content = models.JSONField(help_text="Schema lookout-course-version/1.")
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    is_material = models.BooleanField(default=False)
    what_changed = models.TextField(blank=True)
    refresh_required_by = models.DateField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "revision_id"], name="a_revision_is_frozen_once"),
            models.UniqueConstraint(fields=["course", "number"], name="a_version_number_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course.key} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("A course version is frozen: publish a new one instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("A course version is frozen: people were taught by it, so it stays.")


class VersionImage(models.Model):
    """A picture a version shows: it cannot be deleted from the library while somebody was taught with it."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "image"], name="a_version_holds_an_image_once"),
        ]

    def __str__(self) -> str:
        return f"Image {self.image_id} of version {self.version_id}"
