"""Hotel Watch: premises and what was told of them (pack 3.5 and 6.4). Whether one is active, and its grade, is read."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Area, Organisation, Person, ends_after_it_starts


class Premises(models.Model):
    """A hotel, guest house, hostel or serviced flats. Its staff are the assignments to its organisation.

    Known from `known_from` until `closed_on`. Notices served by the police are confidential and are never kept here.
    """

    class Kind(models.TextChoices):
        HOTEL = "hotel", "Hotel"
        GUEST_HOUSE = "guest_house", "Guest house or B&B"
        HOSTEL = "hostel", "Hostel"
        SERVICED = "serviced", "Serviced flats"
        OTHER = "other", "Other accommodation"

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="premises")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    rooms = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True, help_text="Street and town, to tell two apart.")
    postcode = models.CharField(max_length=10, blank=True)
    known_from = models.DateField()
    closed_on = models.DateField(null=True, blank=True, help_text="The first day on which it is closed.")
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text="The premises this one took over from, after a move or a merger.",
    )
    roster_feed_from = models.DateField(
        null=True, blank=True, help_text="Since when its staff come from a register, roster or HR feed."
    )
    roster_feed_until = models.DateField(null=True, blank=True, help_text="The first day without the feed.")
    is_listed = models.BooleanField(default=False, help_text="Its owner chose to be named on public pages.")

    class Meta:
        verbose_name_plural = "premises"
        ordering: ClassVar = ["organisation__name"]
        constraints: ClassVar = [
            ends_after_it_starts("premises_close_after_they_are_known", start="known_from", end="closed_on"),
            ends_after_it_starts("a_feed_ends_after_it_starts", start="roster_feed_from", end="roster_feed_until"),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Pledge(models.Model):
    """The owner or general manager signed, in which version, until withdrawn (exclusive)."""

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="pledges")
    signed_on = models.DateField()
    signed_by_role = models.CharField(max_length=60, help_text="Owner or general manager.")
    version = models.CharField(max_length=20, default="1")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["signed_on", "pk"]
        constraints: ClassVar = [
            ends_after_it_starts("a_pledge_is_withdrawn_after_it_was_signed", start="signed_on", end="withdrawn_on"),
            models.UniqueConstraint(fields=["premises", "signed_on"], name="a_pledge_is_signed_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Pledge {self.pk}"


class Champion(models.Model):
    """A person named as champion, or deputy, of a premises."""

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="champions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="championships")
    is_deputy = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            ends_after_it_starts("a_champion_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["premises"],
                condition=Q(ends_on__isnull=True, is_deputy=False),
                name="a_premises_has_one_champion_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["premises", "person"],
                condition=Q(ends_on__isnull=True),
                name="a_champion_is_named_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Champion {self.pk}"


class Headcount(models.Model):
    """How many work there, as declared on a day. Never overwritten: the newest one on a date counts."""

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="headcounts")
    headcount = models.PositiveSmallIntegerField()
    declared_on = models.DateField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["declared_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["premises", "declared_on"], name="headcount_on_a_day"),  # grade and coverage
        ]

    def __str__(self) -> str:
        return f"Headcount {self.pk}"


class RegisterReport(models.Model):
    """What a scheme register that is not ours said of a premises on a day, without the people behind it.

    Its state holds on its day and our own facts carry it on; its numbers are evidence for 100 days.
    """

    class State(models.TextChoices):
        PROSPECT = "prospect", "Prospect"
        CONTACTED = "contacted", "Contacted"
        PLEDGED = "pledged", "Pledged"
        ACTIVE = "active", "Active"
        AT_RISK = "at_risk", "At risk"
        LAPSED = "lapsed", "Lapsed"
        REJOINED = "rejoined", "Rejoined"
        CLOSED = "closed", "Closed"
        DECLINED = "declined", "Declined"

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="reports")
    reported_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    live_current_staff = models.PositiveSmallIntegerField(default=0)
    has_champion = models.BooleanField(default=False)
    is_champion_trained = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["reported_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["premises", "reported_on"], name="a_register_reports_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Register report {self.pk}"


class SafeguardingStep(models.Model):
    """A step the premises says it has taken, until it says otherwise."""

    class Kind(models.TextChoices):
        REPORTING_CARD = "reporting_card", "The reporting card is up in staff areas"
        INCIDENT_LOG = "incident_log", "An incident log is kept"
        CCTV = "cctv", "CCTV and records are kept safe when asked"

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    confirmed_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            ends_after_it_starts("a_step_is_withdrawn_after_it_began", start="confirmed_on", end="withdrawn_on"),
            models.UniqueConstraint(
                fields=["premises", "kind"], condition=Q(withdrawn_on__isnull=True), name="a_step_is_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Step {self.pk}"


class Decline(models.Model):
    """The premises said no, with a reason from a list. Never shown to the public, never held against it."""

    class Reason(models.TextChoices):
        NO_TIME = "no_time", "No time now"
        OWN_TRAINING = "own_training", "Has training of its own"
        HEAD_OFFICE = "head_office", "Head office decides"
        NOT_SAID = "not_said", "Gave no reason"

    premises = models.ForeignKey(Premises, on_delete=models.CASCADE, related_name="declines")
    declined_on = models.DateField()
    reason = models.CharField(max_length=16, choices=Reason.choices, default=Reason.NOT_SAID)

    def __str__(self) -> str:
        return f"Decline {self.pk}"


class PremisesRequest(models.Model):
    """Somebody asked on the public page to join with their premises. A coordinator looks before it counts."""

    class Decision(models.TextChoices):
        ADDED = "added", "Added, or claimed"
        DECLINED = "declined", "Not taken"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Premises.Kind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)
    rooms = models.PositiveSmallIntegerField(null=True, blank=True)
    signed_by_role = models.CharField(max_length=60, help_text="Who signs the pledge.")
    contact_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=20, blank=True, help_text="In international form: +447700900123")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    premises = models.ForeignKey(Premises, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests")

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class Badge(models.Model):
    """The window badge of a premises: its code can be looked up, and is valid only while the premises is active."""

    premises = models.OneToOneField(Premises, on_delete=models.CASCADE, related_name="badge")
    code = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()

    def __str__(self) -> str:
        return f"Badge {self.pk}"
