"""What was taken away from the desks: the part of the access log that says who downloaded which list."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Export(models.Model):
    """Somebody downloaded a list of people. Its reference is the file's watermark. Kept for 13 months (pack 5.4)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    desk = models.CharField(max_length=20, help_text="Which desk's list: people, licences or members.")
    shelf = models.CharField(max_length=20, help_text="Which of the desk's lists. Never a name searched for.")
    is_searched = models.BooleanField(default=False, help_text="Whether it was narrowed to a name.")
    lines = models.PositiveIntegerField()
    happened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-happened_at"]
        indexes: ClassVar = [models.Index(fields=["happened_at"], name="exports_by_moment")]  # review, forgetting

    def __str__(self) -> str:
        return f"Export {self.reference}"
