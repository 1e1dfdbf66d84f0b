"""Mappings made by people, statements that wait for one, and the passes that came of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from courses.models import Course
from lrs.models import Authority
from partnership.models import Person


class ExternalCourse(models.Model):
    """An activity of another system that satisfies a course of ours. Days of the pass: from and to, both inclusive."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", verbose_name="sent by")
    activity_id = models.CharField(max_length=500)
    is_prefix = models.BooleanField(default=False, help_text="Also every activity whose id begins so.")
    passing_verbs = models.JSONField(help_text="The verbs that mean the course was passed.")
    other_verbs = models.JSONField(default=list, help_text="Verbs, such as failed, that are read and mean no pass.")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    validity_months = models.PositiveSmallIntegerField(help_text="How long such a pass holds.")
    starts_on = models.DateField(null=True, blank=True, help_text="The first day of passing that counts; empty: any.")
    ends_on = models.DateField(null=True, blank=True, help_text="The last day of passing that counts; empty: any.")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_mapping_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"External course {self.pk}"


class ExternalAccount(models.Model):
    """Who stands behind an actor of another system. `key` is lrs.identity.agent_key: an address is kept as its hash."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    home_page = models.CharField(max_length=500, blank=True, help_text="Of an account; empty for other identifiers.")
    name = models.CharField(max_length=200, blank=True, help_text="Of an account; empty for other identifiers.")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    matched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "key"], name="an_account_of_an_agency_is_one_person"),
        ]

    def __str__(self) -> str:
        return f"External account {self.pk}"


class InboundStatement(models.Model):
    """One statement of another system about an activity, and what was decided of it.

    `is_due` asks for a decision, the first or another: a run that is cut short leaves it set.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a person"
        PASSED = "passed", "A pass"
        NO_PASS = "no_pass", "No pass"
        IGNORED = "ignored", "Ignored"
        WITHDRAWN = "withdrawn", "Taken back"

    class Reason(models.TextChoices):
        ACTIVITY = "activity", "Unknown activity"
        AMBIGUOUS = "ambiguous", "Several mappings fit"
        DATES = "dates", "Outside the mapping's dates"
        VERB = "verb", "Verb not mapped"
        ACCOUNT = "account", "Unknown account"
        NOBODY = "nobody", "A group, or nobody named"
        UNREADABLE = "unreadable", "Could not be read"

    uuid = models.UUIDField(unique=True, help_text="the statement's id")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    activity_id = models.TextField()
    verb = models.TextField()
    account_key = models.UUIDField(null=True, help_text="lrs.identity.agent_key; empty for a group")
    is_failure = models.BooleanField(help_text="whether its result says that it was no success")
    happened_on = models.DateField(help_text="The London day of its timestamp, at the latest that of storing.")
    is_voided = models.BooleanField(default=False)
    is_due = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True, help_text="why it waits")
    kind_key = models.UUIDField(null=True, help_text="those that one decision of a person settles share it")
    fault = models.CharField(max_length=300, blank=True, help_text="why it could not be read")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="inbound_due", condition=Q(is_due=True)),  # the next to decide
            models.Index(fields=["state", "reason", "kind_key"], name="inbound_by_kind"),  # the queue
            models.Index(fields=["authority", "account_key"], name="inbound_by_account"),  # once somebody is known
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class IgnoredKind(models.Model):
    """A kind of statement that a person said means nothing here, now and later."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=InboundStatement.Reason.choices)
    kind_key = models.UUIDField(unique=True)
    why = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.why


class ExternalPass(models.Model):
    """A person passed a course of ours in another system: what one statement said. Withdrawn, never deleted."""

    statement = models.UUIDField(unique=True, help_text="the id of the statement that says so")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="external_passes")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    passed_on = models.DateField()
    validity_months = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            # The certificate of a pass, and the pass of a certificate.
            models.Index(fields=["person", "course", "passed_on"], name="external_pass_by_day"),
        ]

    def __str__(self) -> str:
        return f"External pass {self.pk}"


class InboundCursor(models.Model):
    """How far the journal has been followed. One row, which is also the lock that runs queue at."""

    place = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.place)
