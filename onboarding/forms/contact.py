"""One field for a mobile number or an e-mail address: nobody has to say which it is."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.phones import in_international_form


def read_contact(typed: str) -> tuple[str, str]:
    """What was typed as (e-mail address, number in international form), one of them empty. Raises ValidationError."""
    typed = typed.strip()
    phone = in_international_form(typed) if settings.SMS_TRANSPORT and "@" not in typed else None
    if phone:
        return "", phone
    try:
        validate_email(typed)
    except forms.ValidationError as error:
        raise forms.ValidationError(_how_to_write()) from error
    return typed.lower(), ""


def _how_to_write() -> str:
    if settings.SMS_TRANSPORT:
        return _("Enter a mobile number like 07700 900123, or an e-mail address like name@example.org.")
    return _("Enter an e-mail address like name@example.org.")


class ContactForm(forms.Form):
    """`email` and `phone` in `cleaned_data`, one of them empty."""

    contact = forms.CharField(max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        has_texts = bool(settings.SMS_TRANSPORT)
        field.label = _("Mobile number or e-mail address") if has_texts else _("E-mail address")
        field.help_text = _("We send a code to it. It works for 15 minutes.")
        field.error_messages["required"] = _how_to_write()
        field.widget.attrs.update({"autocomplete": "tel" if has_texts else "email", "spellcheck": "false"})

    def clean_contact(self) -> str:
        typed = str(self.cleaned_data["contact"])
        self.cleaned_data["email"], self.cleaned_data["phone"] = read_contact(typed)
        return typed

    @property
    def key(self) -> str:
        """What the limit of codes an hour is counted by."""
        return str(self.cleaned_data["email"] or self.cleaned_data["phone"])
