"""What the store keeps. Statements are append-only: a row is written once, and only `is_voided` ever changes."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

# Stands for "no such part" in a document's address: NULLs would not take part in its unique constraint.
NOTHING = uuid.UUID(int=0)


class Authority(models.Model):
    """Who vouches for a statement: an Agent, one for each agency and one for the platform itself."""

    key = models.UUIDField(unique=True, help_text="identity.agent_key of the agent")
    agent = models.JSONField()

    class Meta:
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return str(self.agent.get("name") or self.agent.get("account", {}).get("name", self.pk))


class Statement(models.Model):
    """One statement as it came.

    `id` is its place in the journal: the microseconds since 1970 of `stored`, strictly rising in the order of
    commits (see lrs.journal), always given and never generated. `text` is the JSON as received; what the store adds
    (id, stored, authority, version, a missing timestamp) stands in columns and is put in when the statement is
    given out.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    stored = models.DateTimeField()
    timestamp = models.DateTimeField(help_text="when it happened; `stored` when the statement does not say")
    version = models.CharField(max_length=8)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="statements", db_index=False)
    target = models.UUIDField(null=True, help_text="the statement it refers to, there or yet to come")
    is_voiding = models.BooleanField(default=False)
    is_voided = models.BooleanField(default=False)
    text = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # The statements that wait for, or refer to, one that comes in.
            models.Index("target", name="lrs_statement_by_target", condition=models.Q(target__isnull=False)),
            # statements/read/mine: one authority's statements in order.
            models.Index("authority", "id", name="lrs_statement_by_authority"),
            # The voided ones, for who looks after the store.
            models.Index("id", name="lrs_statement_voided", condition=models.Q(is_voided=True)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(is_voiding=True, is_voided=True), name="a_voiding_statement_cannot_be_voided"
            ),
            models.CheckConstraint(
                condition=models.Q(is_voiding=False) | models.Q(target__isnull=False),
                name="a_voiding_statement_has_a_target",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Term(models.Model):
    """A key under which a statement is found (lrs.terms), its own or that of a statement it refers to."""

    pk = models.CompositePrimaryKey("key", "statement_id")  # every filtered page: one key's statements in order
    key = models.UUIDField()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="terms")
    is_direct = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # `agent` and `activity` without the related_ switches.
            models.Index("key", "statement", name="lrs_term_direct", condition=models.Q(is_direct=True)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.statement_id}"


class Activity(models.Model):
    """What is known of an activity: its definitions merged in the order they came."""

    key = models.UUIDField(primary_key=True, help_text="identity.activity_key of the IRI")
    iri = models.TextField()
    definition = models.TextField(default="{}", help_text="JSON")

    class Meta:
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.iri


class Attachment(models.Model):
    """The bytes that came with a statement for one of its attachments, under their sum.

    Never shared between statements: what a file brings in is not summed, and a wrong sum harms only its own statement.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="attachments")
    sha2 = models.CharField(max_length=128, help_text="in lower case")
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statement", "sha2"], name="one_content_for_one_sum_of_a_statement"),
        ]

    def __str__(self) -> str:
        return self.sha2


class Document(models.Model):
    """A document of the state, agent profile or activity profile resource, addressed by what its resource asks for."""

    class Kind(models.TextChoices):
        STATE = "state"
        AGENT_PROFILE = "agent-profile"
        ACTIVITY_PROFILE = "activity-profile"

    kind = models.CharField(max_length=16, choices=Kind)
    activity_key = models.UUIDField(default=NOTHING)
    agent_key = models.UUIDField(default=NOTHING)
    registration = models.UUIDField(default=NOTHING)
    name_key = models.UUIDField(help_text="identity.key_of the name: names may be longer than an index allows")
    name = models.TextField(help_text="stateId or profileId")
    content = models.BinaryField()
    content_type = models.TextField()
    etag = models.CharField(max_length=40, help_text="SHA-1 of the content")
    updated_at = models.DateTimeField()
    authority = models.ForeignKey(
        Authority,
        null=True,
        on_delete=models.PROTECT,
        related_name="documents",
        help_text="who made it; unknown for those made before this was kept",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "activity_key", "agent_key", "registration", "name_key"],
                name="one_document_at_one_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Credential(models.Model):
    """A key and a secret with which a system speaks to the store, and what it may do."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=64, help_text="keyed SHA-256; the secret is long and random")
    scopes = models.JSONField(help_text="the specification's OAuth scopes (Communication 4.0)")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="credentials")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Forward(models.Model):
    """Another record store that gets our statements, from a cursor and in order (docs/adr/0020).

    Everything up to `cursor` was accepted there, is not wanted there, or stands in SetAside. Only the holder of the
    lease moves it.
    """

    class Speaks(models.TextChoices):
        AS_STORED = "", "each statement in the version it came in"
        V1 = "1.0.3", "xAPI 1.0.3"
        V2 = "2.0.0", "xAPI 2.0.0"

    name = models.CharField(max_length=200, unique=True)
    endpoint = models.URLField(max_length=500, help_text="The other store's address, such as https://lrs.example/xapi")
    key = models.CharField(max_length=200)
    sealed_secret = models.TextField(help_text="lrs.sealing.seal of the secret")
    speaks = models.CharField(max_length=8, choices=Speaks, default=Speaks.AS_STORED, blank=True)
    is_on = models.BooleanField(default=True)
    verb = models.CharField(max_length=500, blank=True, help_text="Only this verb's statements; empty for all")
    activity_prefix = models.CharField(
        max_length=500, blank=True, help_text="Only statements about activities that begin so; empty for all"
    )
    authority = models.ForeignKey(
        Authority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="Only what this agency sent; empty for all",
    )
    cursor = models.BigIntegerField(default=0, help_text="the place in the journal that is done with")
    sent = models.BigIntegerField(default=0, help_text="how many statements were accepted")
    failures = models.PositiveIntegerField(default=0, help_text="tries in a row that failed")
    last_error = models.TextField(blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="not before this moment, after a failure")
    lease = models.UUIDField(null=True, blank=True, help_text="whose run this is")
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SetAside(models.Model):
    """A statement another store refused, with its reason. It waits for "send again" and holds up nothing."""

    forward = models.ForeignKey(Forward, on_delete=models.CASCADE, related_name="set_aside")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "set aside"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["forward", "statement"], name="a_statement_is_set_aside_once_for_a_store"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.reason}"


class ImportRun(models.Model):
    """How far a file of statements has been taken in, so that a run that was cut short goes on where it stopped.

    The counts are of the whole file as far as it is read, over all runs.
    """

    file_key = models.UUIDField(unique=True, help_text="identity.key_of the path")
    offset = models.BigIntegerField(default=0, help_text="bytes that are done with")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of those bytes")
    is_done = models.BooleanField(default=False, help_text="read to its end: given again, it is read from its start")
    line = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0, help_text="statements that were there already")
    rejected = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.line} lines"


class ImportFault(models.Model):
    """A line that was not taken in, and why: until its file is read from the start again."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="faults")
    line = models.BigIntegerField()
    reason = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "line"], name="a_line_of_a_file_is_rejected_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Withdrawal(models.Model):
    """Why somebody voided a statement by hand. Kept here and not in the voiding statement: free text stays at home."""

    statement = models.UUIDField(help_text="the id of the voiding statement", unique=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class PrunedDay(models.Model):
    """What is left of a day whose statements were deleted for their age: how many there were of each verb."""

    day = models.DateField(help_text="of storing, in London")
    verb = models.TextField()
    count = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "verb"], name="one_count_of_a_verb_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.verb}: {self.count}"
