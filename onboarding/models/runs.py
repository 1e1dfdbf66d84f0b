"""One file on its way in, and its journal: a row for each line, with what became of it and how to take it back."""

import enum
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from partnership.models import Organisation, Person


class RunState(enum.StrEnum):
    """What a run has come to, read from its moments. In the order they are reached."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    UNREADABLE = "unreadable"
    HELD = "held"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"
    DISCARDED = "discarded"


class ImportRun(models.Model):
    """A file somebody sent, and when it was mapped, checked, approved, applied or taken back."""

    class Mode(models.TextChoices):
        SNAPSHOT = "snapshot", "The whole list: who is missing has left"
        DELTA = "delta", "Changes only: who is missing stays as they are"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The one it is for; empty when the rows say it themselves.",
    )
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.SNAPSHOT)
    on = models.DateField(help_text="The day the list speaks of: who is missing from it has left by then.")

    file_name = models.CharField(max_length=120)
    path = models.CharField(max_length=120, blank=True, help_text="In the rosters' store; empty once it is deleted.")
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    head = models.JSONField(default=list, help_text="The columns as written.")
    mapping = models.JSONField(default=dict, help_text="Field to column, where somebody chose one.")
    date_style = models.CharField(max_length=3, blank=True)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    mapped_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    unreadable = models.CharField(max_length=300, blank=True, help_text="Why the file cannot be read.")
    held = models.JSONField(default=list, help_text="Why it was held: a list of {code, reason, is_final}.")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approval_reason = models.CharField(max_length=300, blank=True)
    applied_at = models.DateTimeField(null=True, help_text="When its last row was applied.")
    rollback_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    rollback_asked_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True, help_text="When an error stopped its worker, until it goes on.")
    stopped_why = models.CharField(max_length=300, blank=True, help_text="What happened, in a sentence.")
    forgotten_at = models.DateTimeField(null=True, help_text="When its file and the values in its rows were deleted.")

    # Progress, and which worker's check is the one that counts.
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="Rows by result, as checked.")
    organisation_ids = models.JSONField(default=list, help_text="Whose rows the file brings.")
    check_token = models.UUIDField(null=True)
    touched_at = models.DateTimeField(help_text="When a worker last did something for it.")

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "organisation", "applied_at"], name="runs_of_a_roster"),  # the one before
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} ({self.kind})"

    @property
    def state(self) -> RunState:
        for state, is_so in (
            (RunState.ROLLED_BACK, self.rolled_back_at),
            (RunState.DISCARDED, self.discarded_at),
            (RunState.STOPPED, self.stopped_at),
            (RunState.ROLLING_BACK, self.rollback_asked_at),
            (RunState.UNREADABLE, self.unreadable),
            (RunState.APPLIED, self.applied_at),
            (RunState.APPLYING, self.approved_at),
            (RunState.HELD, self.checked_at and self.held),
            (RunState.READY, self.checked_at),
            (RunState.CHECKING, self.mapped_at),
        ):
            if is_so:
                return state
        return RunState.UPLOADED


class Result(models.TextChoices):
    """What a row comes to. `suggested` is an added one that may be somebody we know."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    ENDED = "ended", "Ended"
    SUGGESTED = "suggested", "Added, and may be somebody we know"
    PENDING_LINK = "pending_link", "Missing, and may have been renewed"
    NOT_LISTED = "not_listed", "Not on the list; stays as it is"
    PASS = "pass", "Passed"
    FAIL = "fail", "Not passed"
    ATTENDED = "attended", "Was there"
    UNMATCHED = "unmatched", "Recorded, and nobody is known by that yet"
    REJECTED = "rejected", "Rejected"


class ImportRow(models.Model):
    """One line of the file, or one entry missing from it: what it comes to, what changes, and how to undo it.

    Rows are the journal: a row's effect and its `applied_at` are one transaction, so that a worker killed anywhere
    leaves rows that are done and rows that are not. Values are forgotten after 30 days; keys, hashes and results stay.
    """

    # No index of its own: each of the three below begins with the run.
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True, help_text="In the file; empty for what is missing from it.")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80, blank=True)
    subkey = models.CharField(max_length=60, blank=True)
    row_hash = models.CharField(max_length=32, blank=True)
    result = models.CharField(max_length=14, choices=Result.choices)
    reason = models.TextField(blank=True)
    difference = models.JSONField(default=dict, help_text="Field to [before, after].")
    record = models.JSONField(null=True, help_text="The values to apply; empty where there is nothing to do.")
    undo = models.JSONField(null=True)
    is_unlisted = models.BooleanField(default=False, help_text="It means somebody whom no page names.")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="a_row_has_its_place_in_a_run")
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "result", "position"], name="rows_by_result"),  # the page's filters
            models.Index(fields=["run", "key"], name="rows_by_key"),  # who is missing from a list
        ]

    def __str__(self) -> str:
        return f"Row {self.position} of import {self.run_id}"
