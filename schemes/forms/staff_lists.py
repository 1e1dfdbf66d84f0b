"""A list of staff, pasted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schemes.forms.hotels import day_field
from schemes.rules.staff_list import MOST_LINES


class StaffListForm(forms.Form):
    """Who works there, a line for each, and when those who can be reached are written to."""

    people = forms.CharField(
        label=_("Who works here?"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        max_length=20000,
        help_text=_(
            "A line for each: name, what they do, and their mobile number or e-mail address if you have it. "
            "For example: Ewa Nowak, reception, 07700 900123"
        ),
        error_messages={"required": _("Write a line for each person.")},
    )
    send_on = day_field(_("On which day do we write to them?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"send_on": today}, **kwargs})
        self._today = today

    def clean_people(self) -> str:
        text = str(self.cleaned_data["people"])
        if len([line for line in text.splitlines() if line.strip()]) > MOST_LINES:
            raise forms.ValidationError(_("Send at most 300 lines at once."))
        return text

    def clean_send_on(self) -> date:
        day: date = self.cleaned_data["send_on"]
        if day < self._today:
            raise forms.ValidationError(_("This day is past. Enter today or a later day."))
        return day
