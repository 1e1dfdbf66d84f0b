"""The doors people come in by themselves: posters, registrations nobody has matched yet, start codes, licence checks.

A registration is a claim. It says who somebody says they are; whether they are is decided by a match, never stored as a
status.
"""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.dates import london_day
from partnership.models import Area, Assignment, Organisation, Person
from schemes.hotel_codes import new_join_code
from schemes.models import Licence

ASKED_AFTER = timedelta(days=14)  # a claim that nobody has matched (pack 6.3)


class Poster(models.Model):
    """One poster in one place. Its code is public: it only says where somebody came from."""

    class Kind(models.TextChoices):
        COUNTER = "counter", "Licensing counter"
        RANK = "rank", "Taxi rank"
        MOT = "mot", "MOT station"
        MOSQUE = "mosque", "Mosque"
        CAFE = "cafe", "Café"
        OPERATOR = "operator", "Operator's office"
        OTHER = "other", "Another place"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    place = models.CharField(max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posters")
    code = models.CharField(max_length=8, unique=True, default=new_join_code, editable=False)
    made_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True, help_text="From this day its registrations go to review.")

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return f"Poster {self.pk}"


class PosterDay(models.Model):
    """How often a poster was opened, and led to a registration, on a day. Numbers only: nobody is followed."""

    poster = models.ForeignKey(Poster, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    scans = models.PositiveIntegerField(default=0)
    registrations = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poster", "day"], name="a_poster_is_counted_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Poster {self.poster_id} on {self.day}"


def open_claims() -> Q:
    """The registrations that wait for a match."""
    return Q(matched_at__isnull=True, refused_at__isnull=True)


class Registration(models.Model):
    """What a driver said at the door. Waiting until a register or an officer matches it (pack 6.3).

    `assignment` is the claim they learn by and are not counted by; `licence` is the one they turned out to hold.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrations")
    poster = models.ForeignKey(
        Poster, null=True, blank=True, on_delete=models.SET_NULL, related_name="registered", help_text="None: assisted."
    )
    authority = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registrations",
        help_text="Empty: works here, licensed elsewhere.",
    )
    elsewhere = models.CharField(max_length=80, blank=True, help_text="The council on a badge from elsewhere.")
    number = models.CharField(max_length=30, help_text="As typed.")
    number_key = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Licence.Kind.choices)
    name = models.CharField(max_length=120, help_text="As on the badge.")
    assignment = models.OneToOneField(
        Assignment, null=True, blank=True, on_delete=models.SET_NULL, related_name="registration"
    )
    licence = models.ForeignKey(Licence, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations")
    needs_review = models.BooleanField(
        default=False, help_text="Came when its poster was busier than a poster is: an officer looks first."
    )
    registered_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True, blank=True, help_text="When they carried on from the privacy notice.")
    asked_again_at = models.DateTimeField(null=True, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty: the register decided.",
    )

    class Meta:
        ordering: ClassVar = ["registered_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "authority", "number_key"],
                condition=Q(authority__isnull=False),
                name="a_badge_is_registered_once_by_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "number_key"],
                condition=Q(authority__isnull=True),
                name="a_badge_from_elsewhere_is_registered_once_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(matched_at__isnull=True) | Q(refused_at__isnull=True),
                name="a_registration_is_not_matched_and_refused",
            ),
        ]
        indexes: ClassVar = [
            # The officer's queue; then, what a register's news may match.
            models.Index(
                fields=["authority", "number_key"],
                name="claims_by_number",
                condition=Q(matched_at__isnull=True, refused_at__isnull=True),
            ),
            models.Index(fields=["poster", "registered_at"], name="registrations_of_a_poster"),  # its hourly limit
        ]

    def __str__(self) -> str:
        return f"Registration {self.pk}"  # a number or name here would reach logs

    @property
    def asked_again_on(self) -> date:
        """The day by which it is matched, or its holder asked to look at it again."""
        return london_day(self.registered_at + ASKED_AFTER)


class StartCode(models.Model):
    """Opens one person's training once, on a shared device, within a day: for who has no phone with them."""

    LIFETIME = timedelta(hours=24)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="start_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Start code {self.pk}"


class LicenceCheckKey(models.Model):
    """What an authority's licensing system shows to ask about its own licences. Kept as a hash."""

    authority = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="licence_check_keys")
    name = models.CharField(max_length=60, help_text="The system it is for.")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Licence check key {self.pk}"


class LicenceCheck(models.Model):
    """An authority asked about a licence: which one, when, and who asked. A number that is nobody's is not kept."""

    authority = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="licence_checks")
    licence = models.ForeignKey(Licence, null=True, on_delete=models.SET_NULL, related_name="checks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.ForeignKey(LicenceCheckKey, null=True, on_delete=models.SET_NULL, related_name="checks")
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="licence_checks_by_moment"),  # forgetting what is too old
        ]

    def __str__(self) -> str:
        return f"Licence check {self.pk}"
