"""Who is who: areas, organisations, roles, people, assignments and dated access grants (pack sections 1.2 to 1.5).

Every span of days has an inclusive start (`starts_on`, `valid_from`) and an exclusive end (`ends_on`, `valid_to`): the
end is the first day on which it no longer holds, as pack section 3.1 counts (`end > D`).
"""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def open_on(on: date, *, start: str = "starts_on", end: str = "ends_on") -> Q:
    """The rows whose span holds `on`: started, and not ended (an exclusive end, empty for open-ended)."""
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on}))


def ends_after_it_starts(name: str, *, start: str = "starts_on", end: str = "ends_on") -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message="The end is before the start.",
    )


class Area(models.Model):
    """A place: partnership area, district or ward, keyed by its ONS GSS code."""

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnership area"
        DISTRICT = "district", "District"
        WARD = "ward", "Ward"

    code = models.CharField("GSS code", max_length=12, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            ends_after_it_starts("an_area_ends_after_it_starts", start="valid_from", end="valid_to")
        ]

    def __str__(self) -> str:
        return self.short_name


class Organisation(models.Model):
    """An employer, a council or a licensing authority, in the organisation tree."""

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnership"
        COUNCIL = "council", "Council"
        POLICE = "police", "Police force"
        NHS = "nhs", "NHS body"
        GENERAL_PRACTICE = "general_practice", "General practice"
        PROBATION = "probation", "Probation"
        YOUTH_JUSTICE = "youth_justice", "Youth justice service"
        OPERATORS = "operators", "Taxi operators"
        ACCOMMODATION = "accommodation", "Hotels and accommodation"

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            ends_after_it_starts("an_organisation_ends_after_it_starts", start="valid_from", end="valid_to")
        ]

    def __str__(self) -> str:
        return self.name


class RoleGroup(models.Model):
    """A family of roles: drivers, members, health level 3."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What somebody does. The code is the one the course files use in `role_codes`."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    group = models.ForeignKey(RoleGroup, on_delete=models.PROTECT, related_name="roles")
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: it has always been in use.")
    valid_to = models.DateField(null=True, blank=True, help_text="The first day on which it is no longer given out.")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class EarlierOrganisationParent(models.Model):
    """Where an organisation stood before, until `ends_on`. Outside these days it stands under its own parent."""

    child = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="earlier_parents")
    parent = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ends_after_it_starts("an_earlier_parent_ends_after_it_starts"),
            models.UniqueConstraint(fields=["child", "starts_on"], name="an_organisation_stood_in_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.child} until {self.ends_on}"


class EarlierAreaParent(models.Model):
    """Where an area lay before, until `ends_on`."""

    child = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="earlier_parents")
    parent = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ends_after_it_starts("an_earlier_area_ends_after_it_starts"),
            models.UniqueConstraint(fields=["child", "starts_on"], name="an_area_lay_in_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.child} until {self.ends_on}"


class EarlierRoleGroup(models.Model):
    """Which group a role belonged to before, until `ends_on`."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="earlier_groups")
    group = models.ForeignKey(RoleGroup, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            ends_after_it_starts("an_earlier_role_group_ends_after_it_starts"),
            models.UniqueConstraint(fields=["role", "starts_on"], name="a_role_was_in_one_group"),
        ]

    def __str__(self) -> str:
        return f"{self.role} until {self.ends_on}"


class Succession(models.Model):
    """One line of a merger's mapping table: from `on`, what was `predecessor`'s is `successor`'s."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="succeeds")
    on = models.DateField()
    carried_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor"], name="an_organisation_is_succeeded_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="nothing_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"


class Person(models.Model):
    """A human on a roster or with an account. Can exist long before a user claims it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=20, blank=True, help_text="In international form: +447700900123")
    preferred_language = models.CharField(max_length=12, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    # A merged person points to the one that stands for both; nobody's history is rewritten.
    canonical = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    verified_on = models.DateField(null=True, blank=True, help_text="When a register, roster or officer matched them.")
    do_not_list = models.BooleanField(
        default=False, help_text="A covert post: counted, and named to nobody but two named officers."
    )
    is_fictional = models.BooleanField(default=False, help_text="Made by the demo, and replaced when it is laid again.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["sort_name", "display_name"]
        indexes: ClassVar = [
            models.Index(fields=["email"], name="person_by_email", condition=~Q(email="")),  # claiming by e-mail
        ]

    def __str__(self) -> str:
        return f"Person {self.pk}"  # a name here would reach logs


class ActorId(models.Model):
    """A person's account name in xAPI statements. Lives outside the record store: erasure cuts the link, merging adds
    one.
    """

    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="actor_ids")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.name)


class Assignment(models.Model):
    """Person × organisation × role × area, with dates. Everything is counted through it (pack section 1.2)."""

    class Contract(models.TextChoices):
        EMPLOYED = "employed", "Employed"
        AGENCY = "agency", "Agency"
        BANK = "bank", "Bank"
        VOLUNTEER = "volunteer", "Volunteer"
        LICENSED = "licensed", "Licensed"
        ELECTED = "elected", "Elected"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="assignments")
    contract = models.CharField(max_length=12, choices=Contract.choices, default=Contract.EMPLOYED)
    reference = models.CharField(
        max_length=60, blank=True, help_text="The key on its register: licence, payroll or member number."
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    is_unmatched = models.BooleanField(
        default=False, help_text="Said by the person and matched by nobody yet: they learn, and are not counted."
    )
    counting_agency = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For a secondment: the one agency that counts the person. Empty: the organisation itself.",
    )
    continues = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text="The same work for the organisation before: a merger gives nobody a new start.",
    )
    since = models.DateField(null=True, blank=True, help_text="When the work began, where it continues another.")

    class Meta:
        constraints: ClassVar = [ends_after_it_starts("an_assignment_ends_after_it_starts")]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "reference"], name="assignment_by_reference"),  # register look-ups
        ]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"

    def within(self, day: date) -> date:
        """A first day told of it, as far as it may reach back: what continues other work begins no earlier than it
        does, or March would count it twice.
        """
        return max(day, self.starts_on) if self.continues_id else day


class Term(models.Model):
    """A licence period or a council term within an assignment. Renewed licences and re-elections add one."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            ends_after_it_starts("a_term_ends_after_it_starts"),
            models.UniqueConstraint(fields=["assignment", "starts_on"], name="a_term_starts_once"),
        ]

    def __str__(self) -> str:
        return f"Term {self.pk}"


class Inactivity(models.Model):
    """Days on which an assignment is not active, such as a suspended licence: out of scope, shown separately."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="inactivities")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "inactivities"
        constraints: ClassVar = [ends_after_it_starts("an_inactivity_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"Inactivity of assignment {self.assignment_id}"


class Absence(models.Model):
    """Recorded leave from an assignment, without its reason. Counts as long leave from 28 days (pack section 3.2)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The day of return; empty while it is not known.")

    class Meta:
        constraints: ClassVar = [ends_after_it_starts("an_absence_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"Absence from assignment {self.assignment_id}"


class AccessGrant(models.Model):
    """Leave to see something, for a time (pack section 1.5). The scope is an organisation, or everything when empty."""

    class Kind(models.TextChoices):
        LINE_MANAGER = "line_manager", "Line manager"
        TRAINING_LEAD = "training_lead", "Agency training lead"
        CHAMPION = "champion", "Hotel champion"
        LICENSING_OFFICER = "licensing_officer", "Licensing officer"
        DEMOCRATIC_SERVICES = "democratic_services", "Democratic services officer"
        PARTNERSHIP_MANAGER = "partnership_manager", "Partnership training manager"
        HOTEL_WATCH = "hotel_watch", "Hotel Watch coordinator"
        OPERATOR_MANAGER = "operator_manager", "Taxi operator manager"
        FACILITATOR = "facilitator", "Facilitator of sessions"
        EVIDENCE_REVIEWER = "evidence_reviewer", "Evidence reviewer"
        BOARD = "board", "Leader, scrutiny or board"
        CONTENT_EDITOR = "content_editor", "Content editor"
        SUPPORT_DESK = "support_desk", "Support desk"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_grants")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [ends_after_it_starts("a_grant_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} grant {self.pk}"
