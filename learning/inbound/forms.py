"""What administrators say about statements of other systems."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from learning.inbound.models import ExternalCourse, InboundStatement
from lrs.models import Authority


class CourseForm(forms.Form):
    """Which course of ours an activity satisfies, and which of the verbs it came with mean so."""

    course = forms.ModelChoiceField(label=_("Our course"), queryset=Course.objects.none())
    activity_id = forms.CharField(
        label=_("Their activity"),
        max_length=500,
        help_text=_("As it was sent. Shorten it and tick the next box to take all activities that begin so."),
    )
    is_prefix = forms.BooleanField(label=_("Every activity whose id begins so"), required=False)
    passing_verbs = forms.MultipleChoiceField(
        label=_("Verbs that mean the course was passed"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A statement that says it was no success is no pass, whatever its verb. The others mean no pass."),
    )
    validity_months = forms.IntegerField(label=_("Months such a pass holds"), min_value=1, max_value=120, initial=36)
    starts_on = forms.DateField(
        label=_("Passed on or after"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Passed on or before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, row: InboundStatement, verbs: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.verbs = row, [verb for verb, _ in verbs]
        self.fields["course"].queryset = Course.objects.order_by("title")  # type: ignore[attr-defined]
        self.fields["activity_id"].initial = row.activity_id
        self.fields["passing_verbs"].choices = [  # type: ignore[attr-defined]
            (verb, f"{verb} ({count})") for verb, count in verbs
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        activity, is_prefix = cleaned.get("activity_id", ""), cleaned.get("is_prefix")
        fits = self.row.activity_id.startswith(activity) if is_prefix else activity == self.row.activity_id
        if activity and not fits:
            self.add_error("activity_id", _("Keep what was sent, or its beginning with the next box ticked."))
        if is_prefix and activity and not activity.rstrip("/").partition("://")[2].partition("/")[2]:
            self.add_error("activity_id", _("Keep more of it: a whole site is not one course."))
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Enter a day that is not before the first."))
        return cleaned

    def mapping(self) -> ExternalCourse:
        """What was said, not saved yet."""
        return self._mapping(self.row, self.cleaned_data["activity_id"], is_prefix=self.cleaned_data["is_prefix"])

    def _mapping(self, row: InboundStatement, activity_id: str, *, is_prefix: bool) -> ExternalCourse:
        said = self.cleaned_data
        passing = said["passing_verbs"]
        return ExternalCourse(
            authority=row.authority,
            activity_id=activity_id,
            is_prefix=is_prefix,
            passing_verbs=passing,
            other_verbs=[verb for verb in self.verbs if verb not in passing],
            course=said["course"],
            validity_months=said["validity_months"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )


class CoursesForm(CourseForm):
    """The same of several activities at once, each as it was sent."""

    def __init__(
        self, *args: Any, rows: Sequence[InboundStatement], verbs: list[tuple[str, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, row=rows[0], verbs=verbs, **kwargs)
        del self.fields["activity_id"], self.fields["is_prefix"]
        self.rows = {(row.authority_id, row.activity_id): row for row in rows}

    def mappings(self) -> list[ExternalCourse]:
        """What was said, not saved yet: one for each activity."""
        return [self._mapping(row, row.activity_id, is_prefix=False) for row in self.rows.values()]


class QueueForm(forms.Form):
    """What of the queue to look at."""

    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", _("Any reason")), *InboundStatement.Reason.choices]
    )
    agency = forms.ModelChoiceField(
        label=_("Sent by"), required=False, queryset=Authority.objects.none(), empty_label=_("Everybody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Authority.objects.order_by("pk")  # type: ignore[attr-defined]


class WhoForm(forms.Form):
    who = forms.CharField(
        label=_("Their e-mail address or whole name"),
        max_length=200,
        help_text=_("As on our roster. Nothing is applied before you have seen who it is."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class IgnoreForm(forms.Form):
    why = forms.CharField(
        label=_("Why these mean nothing here"), max_length=300, help_text=_("Kept on this server. Name no person.")
    )
