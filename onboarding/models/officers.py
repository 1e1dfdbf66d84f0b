"""Who may read the names of people in covert posts: two named officers of an organisation (pack 6.7)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Organisation


class NamedOfficer(models.Model):
    """One of the two to whom an organisation's unlisted people are named, on the lists it sends."""

    class Place(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="named_officers")
    place = models.PositiveSmallIntegerField(choices=Place.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["organisation", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "place"], name="an_organisation_has_two_named_officers"),
            models.UniqueConstraint(fields=["organisation", "user"], name="a_named_officer_is_named_once"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="there_are_two_places_for_named_officers"),
        ]

    def __str__(self) -> str:
        return f"Named officer {self.place} of {self.organisation}"
