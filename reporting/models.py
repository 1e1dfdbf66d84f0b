"""How figures are grouped and what they are held against. Counts are never stored here as truth: they are read for a
date.
"""

from typing import ClassVar

from django.db import models

from partnership.models import Organisation, RoleGroup


class Tile(models.Model):
    """A role group as leaders speak of it ("Drivers"), with its target. Never blended into one headline."""

    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()
    target_percent = models.PositiveSmallIntegerField(help_text="The coverage agreed as the aim, in percent.")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A row of the coverage table: some role groups, in one organisation and those below it, or in all."""

    name = models.CharField(max_length=80, unique=True)
    tile = models.ForeignKey(Tile, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    role_groups = models.ManyToManyField(RoleGroup, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name
