"""What the demo remembers of itself."""

from django.db import models


class Layout(models.Model):
    """One laying-out of Wealdshire around a day. Unfinished ones (`completed_at` empty) are cleared and begun again."""

    on = models.DateField()
    has_people = models.BooleanField()
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Wealdshire around {self.on}"
