"""What administrators fill in about the record store."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lrs.models import Authority, Forward
from lrs.reading import Wish
from lrs.scopes import SCOPES
from lrs.services.forwarding import SETTINGS
from lrs.validation.formats import is_iri


def an_iri(value: str) -> None:
    if value and not is_iri(value):
        raise forms.ValidationError(_("Enter an address such as http://adlnet.gov/expapi/verbs/passed."))


def offering(name: str) -> dict[str, str]:
    """A text field's attributes: the page lists what there is (lrs/offered.html) and anything else may be written."""
    return {"list": f"offered-{name}", "autocomplete": "off"}


class FilterForm(forms.Form):
    verb = forms.CharField(
        label=_("Verb"), required=False, validators=[an_iri], widget=forms.TextInput(attrs=offering("verbs"))
    )
    activity = forms.CharField(
        label=_("Activity"), required=False, validators=[an_iri], widget=forms.TextInput(attrs=offering("activities"))
    )
    agency = forms.ModelChoiceField(
        label=_("Sent by"), required=False, queryset=Authority.objects.none(), empty_label=_("Everybody")
    )
    day = forms.DateField(
        label=_("Stored on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    registration = forms.UUIDField(label=_("Registration"), required=False)
    is_voided = forms.BooleanField(label=_("Voided statements only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Authority.objects.order_by("pk")  # type: ignore[attr-defined]

    def wish(self) -> Wish | None:
        """What is asked for; nothing when a filter is wrong, so that a slip shows and exports nothing."""
        if not self.is_bound:
            return Wish()
        return Wish(**self.cleaned_data) if self.is_valid() else None


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
        widgets: ClassVar = {
            "verb": forms.TextInput(attrs=offering("verbs")),
            "activity_prefix": forms.TextInput(attrs=offering("activities")),
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


class AgainForm(forms.Form):
    """How much of what a store refused to send again: what it refused in the last so many days; 0 for all."""

    DAYS = (1, 7, 30, 0)
    days = forms.TypedChoiceField(label=_("Send again"), coerce=int, widget=forms.RadioSelect, initial="0")

    def __init__(self, *args: Any, counts: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(days, _among(days, counts[days])) for days in self.DAYS]  # type: ignore[attr-defined]


def _among(days: int, count: int) -> str:
    if not days:
        return _("Everything it refused: %d") % count
    return ngettext("Refused in the last day: %(n)d", "Refused in the last %(days)d days: %(n)d", days) % {
        "days": days,
        "n": count,
    }


SCOPE_WORDS = {
    "all": _("Everything"),
    "all/read": _("Read everything"),
    "statements/write": _("Send statements"),
    "statements/read": _("Read all statements"),
    "statements/read/mine": _("Read back its own statements"),
    "state": _("Keep and read a learner's place in an activity"),
    "define": _("Say what activities are called"),
    "profile": _("Keep and read documents about learners and activities"),
}


class CredentialForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("The agency or system. Credentials of one name share one authority."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, format_lazy("{} ({})", SCOPE_WORDS[scope], scope)) for scope in SCOPES],
        initial=["statements/write", "statements/read/mine"],
        widget=forms.CheckboxSelectMultiple,
    )
