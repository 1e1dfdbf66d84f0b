"""What each roster last said of whom. An entry ties a key on a list to the assignment that stands for it here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from courses.models import Course
from partnership.models import Assignment, Organisation, Person


class RosterEntry(models.Model):
    """One key on one organisation's list of one kind. `row_hash` is of what the list said last; the same again is no
    news. It is emptied when the list left the key out, so that its coming back is news.
    """

    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roster_entries")
    key = models.CharField(max_length=80)
    subkey = models.CharField(max_length=60, blank=True, help_text="What tells two entries of one key apart.")
    person_key = models.CharField(max_length=80, blank=True, help_text="Whom the list means, over all their entries.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="roster_entries")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.CASCADE, related_name="roster_entries"
    )
    row_hash = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name_plural = "roster entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "organisation", "key", "subkey"], name="an_entry_is_on_its_list_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person_key"], name="entries_by_person_key", condition=~Q(person_key="")),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk} of a {self.kind} list"

    @property
    def holder(self) -> Person:
        """The person a list of people means, with merges followed."""
        assert self.person is not None  # noqa: S101 - only lists of things have entries without a person
        return self.person.canonical or self.person


class OrganisationAlias(models.Model):
    """What else an organisation is called on rosters: its ODS code, its GSS code, its number in somebody's system."""

    code = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roster_aliases")

    class Meta:
        verbose_name_plural = "organisation aliases"

    def __str__(self) -> str:
        return self.code


class CompetenceCode(models.Model):
    """What a trust's ESR calls the competence that a course gives. National names change, so each trust has its own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="competence_codes")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "course"], name="a_course_has_one_competence_at_a_trust")
        ]

    def __str__(self) -> str:
        return self.code
