"""How figures are grouped, what they are held against, and the counts of month ends as they stood when counted.

Any day's figures can be counted from rows. A month end's are also kept, so that what a board was told in March is still
what it was told when somebody asks in June.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

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


class Snapshot(models.Model):
    """The counts of one month end, counted once and kept. News that comes later is in the next one.

    A figure found wrong is restated: a new snapshot of the same day names the one it replaces, and says why.
    """

    on = models.DateField()
    counted_at = models.DateTimeField()
    rule = models.CharField(max_length=60, help_text="Which requirements it was counted by, in short.")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    why = models.CharField(max_length=200, blank=True, help_text="Why it replaces another. Never names anybody.")

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["on"], condition=Q(replaces__isnull=True), name="a_month_end_is_frozen_once"
            ),
            models.CheckConstraint(condition=Q(replaces__isnull=True) | ~Q(why=""), name="a_restated_figure_says_why"),
        ]

    def __str__(self) -> str:
        return f"Figures of {self.on}"


class Cell(models.Model):
    """One group's counts in one organisation, in one snapshot. The names are those of `counts.Counts`."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="cells")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    exempt = models.PositiveIntegerField()
    on_long_leave = models.PositiveIntegerField()
    current = models.PositiveIntegerField()
    due_soon = models.PositiveIntegerField()
    in_grace = models.PositiveIntegerField()
    expired = models.PositiveIntegerField()
    overdue_failed = models.PositiveIntegerField()
    overdue_started = models.PositiveIntegerField()
    never_started = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "group", "organisation"], name="a_cell_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"Cell {self.pk}"
