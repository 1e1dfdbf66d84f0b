"""The register of a session as one form: a row for each person, with a box for their score."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.models import Person
from schemes.forms.sessions import LANGUAGES
from schemes.models import Attendance
from schemes.queries.registers import Entry
from schemes.services.registers import Correction, Result


class RegisterForm(forms.Form):
    """Who was there, and their scores. A row's fields are named by the person, never by its place in the list."""

    mode = forms.ChoiceField(
        label=_("How was the assessment held?"),
        required=False,
        choices=[(Attendance.Mode.PAPER.value, _("On paper")), (Attendance.Mode.ORAL.value, _("Spoken"))],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the assessment"), choices=LANGUAGES)

    def __init__(self, *args: Any, entries: Iterable[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = [entry for entry in entries if entry.person and not entry.is_settled]
        for entry in self.entries:
            self._add_row(entry)

    def _add_row(self, entry: Entry) -> None:
        pk = entry.person.pk if entry.person else 0
        wrong = _("%(name)s: enter a whole number from 0 to 100, or leave it empty.") % {"name": entry.name}
        self.fields[f"score_{pk}"] = forms.IntegerField(
            label=_("Score in percent"),
            required=False,
            min_value=0,
            max_value=100,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )
        self.fields[f"here_{pk}"] = forms.BooleanField(label=_("Was there"), required=False, initial=bool(entry.line))
        self.fields[f"helped_{pk}"] = forms.BooleanField(label=_("An interpreter helped"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        scored = any(data.get(name) is not None for name in self.fields if name.startswith("score_"))
        if scored and not data.get("mode"):
            self.add_error("mode", _("Say how the assessment was held."))
        if not self.errors and not self.results():
            self.add_error(None, _("Tick who was there, or enter a score."))
        return data

    def results(self) -> list[Result]:
        """What is told of each person: those with a score, and those who were there."""
        return [result for entry in self.entries if entry.person and (result := self._result(entry.person))]

    def _result(self, person: Person) -> Result | None:
        data = self.cleaned_data
        score = data.get(f"score_{person.pk}")
        if score is None and not data.get(f"here_{person.pk}"):
            return None
        return Result(person, score, data.get("mode", ""), data["language"], bool(data.get(f"helped_{person.pk}")))


class CorrectionForm(forms.Form):
    """What should have been recorded of one person, and why it was not."""

    score = forms.IntegerField(
        label=_("Score in percent"),
        help_text=_("Leave it empty if they were there and have no result."),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Enter a whole number from 0 to 100, or leave it empty."),
            "min_value": _("Enter a whole number from 0 to 100, or leave it empty."),
            "max_value": _("Enter a whole number from 0 to 100, or leave it empty."),
        },
    )
    mode = forms.ChoiceField(
        label=_("How was the assessment held?"),
        required=False,
        choices=[(Attendance.Mode.PAPER.value, _("On paper")), (Attendance.Mode.ORAL.value, _("Spoken"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What went wrong?"),
        help_text=_("In a few words, such as “two sheets were swapped”. Nothing about anybody’s life or case."),
        max_length=200,
        error_messages={"required": _("Say in a few words what went wrong.")},
    )

    def correction(self) -> Correction:
        data = self.cleaned_data
        return Correction(data["score"], data["mode"], data["reason"])
