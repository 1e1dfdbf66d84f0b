"""What somebody says who brings a roster: whose, for which day, which column is which, and why a held one is right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from onboarding.kinds import KINDS
from onboarding.models import ImportRun, Suggestion
from onboarding.own_columns import senders_columns
from onboarding.reading.files import LARGEST
from onboarding.roster_words import column_words
from partnership.models import Organisation

STYLES = (
    ("file", _("The file shows it itself")),
    ("iso", _("Year first, such as 2026-11-30")),
    ("dmy", _("Day first, such as 30/11/2026")),
)


class UploadForm(forms.Form):
    """A file and what it is. Kinds and organisations are only those its sender may bring."""

    kind = forms.ChoiceField(label=_("What list is it?"))
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Whose list is it?"), empty_label=None
    )
    mode = forms.ChoiceField(
        label=_("Is it the whole list?"),
        help_text=_(
            "A whole list names everybody there is: whoever is here and not on it has left, and their training stops "
            "counting. A list of changes names only who is new, different or gone: everybody else stays as they are."
        ),
        choices=(
            (ImportRun.Mode.SNAPSHOT, _("The whole list: who is not on it has left")),
            (ImportRun.Mode.DELTA, _("Changes only: who is not on it stays as they are")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is the whole list, or changes only.")},
    )
    on = forms.DateField(
        label=_("Which day does the list speak of?"),
        help_text=_(
            "The day it was drawn up, such as 2026-11-30, and not the day you send it. Who is not on a whole list has "
            "left by this day."
        ),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Enter the day the list was drawn up."),
            "invalid": _("Enter the day as 2026-11-30."),
        },
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, from a spreadsheet by “Save as, CSV UTF-8”. Leave out birth dates, addresses and reasons."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, kinds: list[str], organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, KINDS[code].label) for code in kinds]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(
                _("This day is still to come, and a list speaks of a day that has been. Enter the day it was drawn up.")
            )
        return day

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large. Send it in parts, as changes only."))
        return file


class ColumnsForm(forms.Form):
    """Which column is which field. One that is not needed may be left out."""

    def __init__(
        self, *args: Any, run: ImportRun, places: dict[str, int], samples: Sequence[Sequence[str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("Not in this file")), *((each, each) for each in senders_columns(run.head) if each)]
        for field in KINDS[run.kind].fields:
            place = places.get(field.name)
            self.fields[field.name] = forms.ChoiceField(
                label=_label(field.name, is_needed=field.required),
                help_text=_shown(run.head, samples, place),
                choices=columns,
                required=field.required,
                initial=run.head[place] if place is not None else "",
                error_messages={"required": _("Say which column is: %(name)s.") % {"name": column_words(field.name)}},
            )
        self.fields["date_style"] = forms.ChoiceField(
            label=_("How are dates written?"), choices=STYLES, required=False, widget=forms.RadioSelect, initial="file"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [column for name, column in data.items() if column and name != "date_style"]
        if twice := {column for column in chosen if chosen.count(column) > 1}:
            raise forms.ValidationError(_("The column %(column)s was chosen twice.") % {"column": sorted(twice)[0]})
        return data

    def mapping(self) -> dict[str, str]:
        return {name: column for name, column in self.cleaned_data.items() if column and name != "date_style"}


def _label(name: str, *, is_needed: bool) -> str:
    words = column_words(name)
    return words if is_needed else gettext("%(column)s (not needed)") % {"column": words}


def _shown(head: Sequence[str], samples: Sequence[Sequence[str]], place: int | None) -> str:
    """What the first rows hold in the column that was found."""
    if place is None:
        return ""
    cells = [row[place].strip() for row in samples if place < len(row) and row[place].strip()]
    if not cells:
        return gettext("“%(column)s” is empty in the first rows.") % {"column": head[place]}
    return gettext("“%(column)s” begins with: %(cells)s") % {"column": head[place], "cells": "; ".join(cells)}


class ApproveForm(forms.Form):
    """Why a held file is right after all."""

    reason = forms.CharField(
        label=_("Why is this file right?"),
        help_text=_("A few words on the list, not on anybody in it. They are kept with your name."),
        max_length=300,
        error_messages={"required": _("Say in a few words why this file is right.")},
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=Suggestion.Decision.choices)
