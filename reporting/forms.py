"""Forms of this room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AsAtForm(forms.Form):
    """The day a figure is read for. Past days are read from the same rows; days to come assume nothing changes."""

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

    def day(self) -> date:
        """The day asked for; today when none, or none that can be read, was given."""
        chosen: date | None = self.cleaned_data.get("on") if self.is_bound and self.is_valid() else None
        return chosen or self._today
