"""What a licensing officer types."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from onboarding.models import Poster
from partnership.models import Area, Organisation
from schemes.rules.licences import number_key


def _say(form: forms.Form, words: dict[str, tuple[str, str]]) -> None:
    """Label and required sentence of each field."""
    for name, (label, required) in words.items():
        form.fields[name].label = label
        form.fields[name].error_messages.update({"required": required, "invalid_choice": required})


class _OfAuthority(forms.Form):
    """Begins with the authority, which is asked only of who keeps several doors."""

    authority = forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        field.queryset = authorities  # type: ignore[attr-defined]  # a ModelChoiceField
        _say(self, {"authority": (_("Council"), _("Choose the council."))})
        self.only = authorities[0] if len(authorities) == 1 else None
        if self.only:
            del self.fields["authority"]

    @property
    def of(self) -> Organisation:
        return self.only or self.cleaned_data["authority"]  # type: ignore[no-any-return]  # a ModelChoiceField's


class PosterForm(_OfAuthority):
    kind = forms.ChoiceField(choices=Poster.Kind.choices)
    place = forms.CharField(max_length=80)
    area = forms.ModelChoiceField(queryset=Area.objects.none(), empty_label=None)

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, authorities=authorities, **kwargs)
        self.fields["area"].queryset = areas_of(authorities)  # type: ignore[attr-defined]  # a ModelChoiceField
        _say(
            self,
            {
                "kind": (_("What kind of place?"), _("Choose the kind of place.")),
                "place": (_("Name of the place"), _("Enter the name of the place.")),
                "area": (_("Area"), _("Choose the area.")),
            },
        )
        self.fields["place"].help_text = _(
            "So that you can tell your posters apart, such as “Station rank, north side”"
        )


def areas_of(authorities: Iterable[Organisation]) -> Any:
    """The authorities' own areas and those within them; every district where an authority has none."""
    own = [authority.area_id for authority in authorities if authority.area_id]
    districts = Area.objects.filter(kind=Area.Kind.DISTRICT)
    return (Area.objects.filter(Q(pk__in=own) | Q(parent__in=own)) if own else districts).order_by("kind", "name")


class CheckForm(_OfAuthority):
    number = forms.CharField(max_length=30)

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, authorities=authorities, **kwargs)
        _say(self, {"number": (_("Licence number"), _("Enter the licence number."))})
        self.fields["number"].help_text = _("Spaces, signs and zeros in front do not matter.")
        self.fields["number"].widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip()
        if not number_key(number):
            raise forms.ValidationError(_("Enter the licence number."))
        return number


class KeyForm(_OfAuthority):
    name = forms.CharField(max_length=60)

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, authorities=authorities, **kwargs)
        _say(self, {"name": (_("Which system will use the key?"), _("Enter the name of the system."))})
