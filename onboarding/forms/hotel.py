"""What somebody who works in a hotel says of themselves when they join, and when they come back by PIN."""

import itertools
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from onboarding.forms.contact import read_contact
from schemes.models import StaffLink
from schemes.queries.staff import roles_to_choose

PHONE, PIN = "phone", "pin"
FEWEST, MOST = 6, 8


def read_pin(typed: str) -> str:
    """The PIN as typed, without spaces. Raises ValidationError where it is none, or anybody's first guess."""
    pin = "".join(typed.split())
    if not pin.isascii() or not pin.isdigit() or not FEWEST <= len(pin) <= MOST:
        raise forms.ValidationError(_("Choose a PIN of 6 to 8 numbers."))
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    if len(steps) == 1:  # 111111, 123456, 987654
        raise forms.ValidationError(_("That PIN is too easy to guess. Choose numbers that do not follow each other."))
    return pin


class JoinForm(forms.Form):
    """Who joins. Somebody signed in is asked only for role and shift; who signs in by PIN, for a PIN too."""

    name = forms.CharField(max_length=120)
    role = forms.ModelChoiceField(queryset=roles_to_choose(), widget=forms.RadioSelect, empty_label=None)
    shift = forms.ChoiceField(choices=StaffLink.Shift.choices, widget=forms.RadioSelect)
    agency = forms.CharField(max_length=100, required=False)
    way = forms.ChoiceField(widget=forms.RadioSelect)
    contact = forms.CharField(max_length=254, required=False)
    pin = forms.CharField(max_length=20, required=False)  # seen as it is typed: it is typed once

    def __init__(self, *args: Any, asks: frozenset[str] = frozenset({"name", "way"}), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = asks
        self._name_fields()
        if "name" not in asks:
            del self.fields["name"]
        if "way" not in asks:
            del self.fields["way"], self.fields["contact"]
        if "way" not in asks and "pin" not in asks:
            del self.fields["pin"]

    def _name_fields(self) -> None:
        words = {
            "name": (_("Your name"), "", _("Enter your name.")),
            "role": (_("What do you do here?"), "", _("Choose what you do here.")),
            "shift": (_("When do you work?"), "", _("Choose when you work.")),
            "agency": (_("If an agency sends you: which one?"), _("Leave this empty if the hotel employs you."), ""),
            "way": (_("How will you sign in next time?"), "", _("Choose how you will sign in next time.")),
            "contact": (_("Your mobile number or e-mail address"), _("If you chose a code."), ""),
            "pin": (
                _("Your PIN"),
                _("If you chose a PIN: 6 to 8 numbers, not 123456. Remember it: nobody can look it up."),
                "",
            ),
        }
        for name, (label, hint, required) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
            self.fields[name].error_messages.update({"required": required, "invalid_choice": required})
        self.fields["way"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (PHONE, _("With a code sent to my phone or e-mail")),
            (PIN, _("With a PIN that I choose")),
        ]
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact"].widget.attrs.update({"autocomplete": "tel", "spellcheck": "false"})
        self.fields["pin"].widget.attrs.update(
            {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--code"}
        )

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(char.isalpha() for char in name):
            raise forms.ValidationError(_("Enter your name."))
        return name

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        way = data.get("way", "") if "way" in self.fields else PIN if "pin" in self.fields else ""
        data["email"] = data["phone"] = ""
        reader = {PHONE: ("contact", read_contact), PIN: ("pin", read_pin)}.get(way)
        if reader:
            field, read = reader
            try:
                value = read(data.get(field, ""))
                data.update({"email": value[0], "phone": value[1]} if way == PHONE else {"pin": value})
            except forms.ValidationError as error:
                self.add_error(field, error)
        if way != PIN:
            data["pin"] = ""
        return data

    @property
    def key(self) -> str:
        return str(self.cleaned_data["email"] or self.cleaned_data["phone"])


class PinForm(forms.Form):
    name = forms.CharField(max_length=120)
    pin = forms.CharField(max_length=20, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, pin = self.fields["name"], self.fields["pin"]
        name.label, name.help_text = _("Your name"), _("As you wrote it when you joined")
        pin.label = _("Your PIN")
        name.error_messages["required"] = _("Enter your name.")
        pin.error_messages["required"] = _("Enter your PIN.")
        name.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
        pin.widget.attrs.update({"autocomplete": "off", "inputmode": "numeric"})
