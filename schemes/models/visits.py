"""Hotel Watch: contacts with a premises, and test visits to it. Both from lists: there is no room for case details."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from schemes.models.premises import Premises

COACHING_DAYS, RETEST_DAYS = 14, 90  # after a visit that failed (pack section 6.4)


class Contact(models.Model):
    """A visit, call or letter to a premises, with what came of it from a list: there is no room for case details."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        CALL = "call", "Phone call"
        EMAIL = "email", "E-mail or letter"
        BRIEFING = "briefing", "Staff briefing"

    class Outcome(models.TextChoices):
        NO_ANSWER = "no_answer", "Nobody to speak to"
        INTERESTED = "interested", "Interested"
        MATERIALS_LEFT = "materials_left", "Poster and cards left"
        BRIEFED = "briefed", "Staff briefed"
        CALL_BACK = "call_back", "Asked us to come back"

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    happened_on = models.DateField()
    next_on = models.DateField(null=True, blank=True, help_text="When to be in touch again.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["premises", "happened_on"], name="contacts_of_a_premises")]

    def __str__(self) -> str:
        return f"Contact {self.pk}"


class TestVisit(models.Model):
    """A test visit. Seen by police, scheme lead and this premises; never public, never one hotel's rate."""

    __test__ = False  # pytest would take it for a test

    class Outcome(models.TextChoices):
        REPORTED = "challenged_and_reported", "Challenged and reported"
        CHALLENGED = "challenged", "Challenged, not reported"
        NOT_CHALLENGED = "not_challenged", "Not challenged"

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="tests")
    visited_on = models.DateField()
    scenario_code = models.CharField(max_length=20)
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    feedback_on = models.DateField(null=True, blank=True)
    coached_on = models.DateField(null=True, blank=True)
    retest_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="retest", help_text="What it repeats."
    )

    class Meta:
        ordering: ClassVar = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return f"Test visit {self.pk}"

    @property
    def is_failed(self) -> bool:
        """Nobody challenged. That is coached and tried again; it takes no pledge away (pack section 6.4)."""
        return self.outcome == self.Outcome.NOT_CHALLENGED

    @property
    def coaching_due_on(self) -> date | None:
        """By when staff are coached after a visit that failed; None when it did not."""
        return self.visited_on + timedelta(days=COACHING_DAYS) if self.is_failed else None

    @property
    def retest_due_on(self) -> date | None:
        return self.visited_on + timedelta(days=RETEST_DAYS) if self.is_failed else None
