"""What stands on a driver's badge, typed at a door or by an officer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from onboarding.forms.contact import read_contact
from onboarding.services.registration import Said
from partnership.models import Organisation
from schemes.models import Licence
from schemes.rules.licences import number_key

ELSEWHERE = "elsewhere"


class BadgeForm(forms.Form):
    """`said` is what it comes to."""

    authority = forms.ChoiceField(widget=forms.RadioSelect)
    elsewhere = forms.CharField(max_length=80, required=False)
    number = forms.CharField(max_length=30)
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=Licence.Kind.choices)
    name = forms.CharField(max_length=120)

    def __init__(self, *args: Any, authorities: Iterable[Organisation], may_be_elsewhere: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.authorities = {str(authority.pk): authority for authority in authorities}
        self._name_fields(may_be_elsewhere)

    def _name_fields(self, may_be_elsewhere: bool) -> None:
        authority = self.fields["authority"]
        choices = [(key, authority.name) for key, authority in self.authorities.items()]
        authority.choices = [*choices, (ELSEWHERE, _("Somewhere else"))] if may_be_elsewhere else choices  # type: ignore[attr-defined]  # a ChoiceField
        if not may_be_elsewhere:
            authority.initial = choices[0][0] if len(choices) == 1 else None
            del self.fields["elsewhere"]
        words = {
            "authority": (_("Which council is on the badge?"), "", _("Choose the council on the badge.")),
            "elsewhere": (_("If somewhere else: which council?"), "", ""),
            "number": (
                _("Badge number"),
                _("Also called licence number, with its letters. Spaces, signs and zeros in front do not matter."),
                _("Enter the number on the badge."),
            ),
            "kind": (_("What kind of licence is it?"), "", _("Choose the kind of licence.")),
            "name": (_("Name, as on the badge"), "", _("Enter the name as it is on the badge.")),
        }
        for name, (label, hint, required) in words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint
                self.fields[name].error_messages.update({"required": required, "invalid_choice": required})
        self.fields["number"].widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
        self.fields["name"].widget.attrs.update({"autocomplete": "name", "spellcheck": "false"})

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip()
        if not number_key(number):
            raise forms.ValidationError(_("Enter the number on the badge, with letters and numbers."))
        return number

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(char.isalpha() for char in name):
            raise forms.ValidationError(_("Enter the name as it is on the badge."))
        return name

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        authority = self.authorities.get(data["authority"])
        elsewhere = "" if authority else data.get("elsewhere", "").strip()
        return Said(authority, data["number"], data["kind"], data["name"], elsewhere)


class AssistedForm(BadgeForm):
    """An officer registers somebody who stands before them, and may write down how they are reached."""

    mobile = forms.CharField(max_length=20, required=False)
    email = forms.CharField(max_length=254, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, may_be_elsewhere=False, **kwargs)
        self.fields["mobile"].label = _("Mobile number, if they have one")
        self.fields["email"].label = _("E-mail address, if they have one")

    def clean_mobile(self) -> str:
        typed = self.cleaned_data["mobile"].strip()
        if typed and not read_contact(typed)[1]:
            raise forms.ValidationError(_("Enter a mobile number like 07700 900123."))
        return read_contact(typed)[1] if typed else ""

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip()
        if typed and not read_contact(typed)[0]:
            raise forms.ValidationError(_("Enter an e-mail address like name@example.org."))
        return read_contact(typed)[0] if typed else ""
