"""Who may be whom, what was decided, and the merges that followed. A decision is remembered and not asked for again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onboarding.models.entries import RosterEntry
from onboarding.models.runs import ImportRun
from partnership.models import Organisation, Person


class Suggestion(models.Model):
    """Two people who may be one. `newer` came with a roster; `older` was here before."""

    class Basis(models.TextChoices):
        RENEWAL = "renewal", "The same phone or e-mail and a like name: it looks like a renewal"
        CONTACT = "contact", "The same phone or e-mail, and a like name"
        NAME = "name", "The same name on another council"
        PERSON_KEY = "person_key", "The same number and name at another employer"
        NUMBER = "number", "The same number but for zeros before it, which spreadsheets take away"

    class Decision(models.TextChoices):
        SAME = "same", "One person"
        TWO = "two", "Two people"

    newer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suggested_as_newer")
    older = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suggested_as_older")
    newer_entry = models.ForeignKey(RosterEntry, null=True, on_delete=models.CASCADE, related_name="+")
    older_entry = models.ForeignKey(RosterEntry, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", help_text="Whose roster raised it, and who decides."
    )
    basis = models.CharField(max_length=12, choices=Basis.choices)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="suggestions")
    raised_at = models.DateTimeField()
    decision = models.CharField(max_length=4, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["raised_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newer", "older"], name="two_people_are_asked_about_once"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="nobody_is_suggested_to_be_themselves"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation"], name="suggestions_to_decide", condition=Q(decided_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Suggestion {self.pk}"


class Merge(models.Model):
    """Two records of one person made one, by whom and when. `moved` is what to put back should it be undone."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_into")
    merged = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_from")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved = models.JSONField(default=dict, help_text="Ids of what was moved: assignments and people merged before.")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-merged_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="a_person_is_merged_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"


class MatchingLook(models.Model):
    """Somebody read the page of possible matches, with so many pairs of names on it. Kept for 13 months (pack 5.4)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pairs = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-happened_at"]
        indexes: ClassVar = [models.Index(fields=["happened_at"], name="matching_looks_by_moment")]  # forgetting

    def __str__(self) -> str:
        return f"Matching page read at {self.happened_at:%Y-%m-%d %H:%M}"
