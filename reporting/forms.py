"""Forms of this room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class AsAtForm(forms.Form):
    """The day a figure is read for, from the same rows whichever past day it is. Of a day to come nothing is known."""

    on = forms.DateField(
        label=_("As at"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, for example 30/11/2026.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self._today = today

    def clean_on(self) -> date | None:
        chosen: date | None = self.cleaned_data["on"]
        if chosen and chosen > self._today:
            day = date_format(chosen, "j F Y")
            raise forms.ValidationError(
                _("%(day)s has not come yet, so nobody knows who will be trained. Enter today or a day before it.")
                % {"day": day}
            )
        return chosen

    def day(self) -> date:
        """The day asked for; today when none, or none that can be read, was given."""
        chosen: date | None = self.cleaned_data.get("on") if self.is_bound and self.is_valid() else None
        return chosen or self._today
