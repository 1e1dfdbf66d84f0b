"""What administrators fill in about the record store."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lrs.models import Forward
from lrs.reading import Wish
from lrs.scopes import SCOPES
from lrs.services.forwarding import SETTINGS
from lrs.validation.formats import is_iri


def an_iri(value: str) -> None:
    if value and not is_iri(value):
        raise forms.ValidationError(_("Enter an address such as http://adlnet.gov/expapi/verbs/passed."))


class FilterForm(forms.Form):
    verb = forms.CharField(label=_("Verb"), required=False, validators=[an_iri])
    activity = forms.CharField(label=_("Activity"), required=False, validators=[an_iri])
    registration = forms.UUIDField(label=_("Registration"), required=False)
    day = forms.DateField(
        label=_("Stored on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def wish(self) -> Wish:
        """What is asked for; everything when the form is wrong."""
        return Wish(**self.cleaned_data) if self.is_valid() else Wish()


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is taken back"),
        max_length=500,
        help_text=_("Kept on this server and not in the statement. Name no person."),
    )


class ForwardForm(forms.ModelForm):
    endpoint = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept sealed and never shown. Leave it empty to keep the one there is."),
    )

    class Meta:
        model = Forward
        fields: ClassVar = list(SETTINGS)
        labels: ClassVar = {
            "is_on": _("Send statements"),
            "speaks": _("Version"),
            "authority": _("Sent by"),
        }

    def clean_endpoint(self) -> str:
        endpoint = str(self.cleaned_data["endpoint"]).rstrip("/")
        if not endpoint.startswith(("https://", "http://")) or "@" in endpoint or "?" in endpoint:
            raise forms.ValidationError(_("Enter an address such as https://lrs.example/xapi, without key or secret."))
        return endpoint.removesuffix("/statements")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance.pk and not cleaned.get("secret"):
            self.add_error("secret", _("Enter the secret the other store gave you."))
        for name in ("verb", "activity_prefix"):
            try:
                an_iri(cleaned.get(name, ""))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned


class CredentialForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("The agency or system. Credentials of one name share one authority."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, scope) for scope in SCOPES],
        initial=["statements/write", "statements/read/mine"],
        widget=forms.CheckboxSelectMultiple,
    )
