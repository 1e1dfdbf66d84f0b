"""Forms of this room."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.models import Exemption

LONGEST = 80


class FindForm(forms.Form):
    """A name or number to look for among one's own people. It is sent in a form, so it is in no address and no log."""

    name = forms.CharField(
        label=_("Find by name or number"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day, for example 30/11/2026."),
            "invalid": _("Enter a day, for example 30/11/2026."),
        },
    )


class AbsenceForm(forms.Form):
    """Leave, without its reason."""

    starts_on = _day(_("First day of leave"))
    ends_on = _day(_("Day of return (optional)"), required=False, help_text=_("Leave empty while it is not known."))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts_on: date | None = data.get("starts_on")
        if starts_on and data.get("ends_on") and data["ends_on"] <= starts_on:
            self.add_error(
                "ends_on", _("The day of return has to be after the first day of leave. Correct one of the two.")
            )
        return data


class ExemptionForm(forms.Form):
    """An exemption from the course, approved by whoever records it."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *Exemption.Reason.choices],
        error_messages={"required": _("Choose a reason.")},
    )
    starts_on = _day(_("From"))
    ends_on = _day(_("Until"), help_text=_("The last day on which it holds: two years at most."))
