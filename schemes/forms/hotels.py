"""What champions and coordinators fill in. Lists wherever a list will do: there is no room for case details."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnership.models import Area
from schemes.contacts import contact_of
from schemes.models import Contact, Decline, Premises, TestVisit

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Enter a date, for example 30/11/2026."),
            "required": _("Enter the date, for example 30/11/2026."),
        },
    )


def read_contact(typed: str) -> dict[str, str]:
    """{"mobile": in international form} or {"email": …} of what somebody typed. Raises ValidationError."""
    found = contact_of(typed)
    if not found:
        wrong = _("Enter a mobile number like 07700 900123, or an e-mail address like name@example.org.")
        raise forms.ValidationError(wrong)
    return found


class RollCallForm(forms.Form):
    """Who has left, and how many work there. Who is not ticked still works there."""

    left = forms.MultipleChoiceField(
        label=_("Who has left?"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    headcount = forms.IntegerField(
        label=_("How many people work here now?"),
        min_value=1,
        max_value=5000,
        error_messages={
            "required": _("Enter how many people work here, agency staff too."),
            "invalid": _("Enter a whole number, for example 16."),
            "min_value": _("Enter a whole number of 1 or more."),
            "max_value": _("That is more than we can record. Check the number."),
        },
    )

    def __init__(self, *args: Any, staff: list[tuple[str, str]], shown: int = 0, **kwargs: Any) -> None:
        """`shown`: how many who joined the page listed; those of them who have not left work there."""
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["left"].choices = staff  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["headcount"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        stay = self.shown - len(data.get("left", ()))
        if "left" in data and data.get("headcount", stay) < stay:
            self.add_error("headcount", _too_few(stay))
        return data


def _too_few(stay: int) -> str:
    return ngettext(
        "%(n)d who joined is still here, so at least %(n)d works here. Enter %(n)d or more, or tick who has left.",
        "%(n)d who joined are still here, so at least %(n)d work here. Enter %(n)d or more, or tick who has left.",
        stay,
    ) % {"n": stay}


class ChampionForm(forms.Form):
    """Somebody of the staff as champion or deputy."""

    person = forms.ChoiceField(label=_("Who?"), error_messages={"required": _("Choose somebody.")}, choices=[])
    is_deputy = forms.TypedChoiceField(
        label=_("As what?"),
        choices=[
            ("yes", _("Deputy, beside the champion")),
            ("no", _("Champion from now on; whoever is champion today becomes a deputy")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose champion or deputy.")},
    )
    contact = forms.CharField(
        label=_("Their mobile number or e-mail address"),
        max_length=254,
        required=False,
        help_text=_("Only for somebody who joined with a PIN: these pages open by a code sent to them."),
    )

    def __init__(self, *args: Any, staff: list[tuple[str, str]], unreached: Collection[int], **kwargs: Any) -> None:
        """`unreached`: the posts, by id, of those who have neither phone nor e-mail here."""
        super().__init__(*args, **kwargs)
        self.unreached = unreached
        self.fields["person"].choices = [("", _("Choose")), *staff]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        typed, data["reached"] = data.get("contact", ""), {}
        if not data.get("person") or int(data["person"]) not in self.unreached:
            return data  # how they are reached is known, and is theirs to change
        if not typed:
            self.add_error("contact", _("They joined with a PIN. Enter their mobile number or e-mail address."))
            return data
        try:
            data["reached"] = read_contact(typed)
        except forms.ValidationError as error:
            self.add_error("contact", error)
        return data


class InviteForm(forms.Form):
    """A premises' first champion, who has not joined yet."""

    name = forms.CharField(label=_("Name"), max_length=100, error_messages={"required": _("Enter their name.")})
    contact = forms.CharField(
        label=_("Mobile number or e-mail address"),
        max_length=254,
        help_text=_("Theirs alone: they sign in with a code sent to it."),
        error_messages={"required": _("Enter their mobile number or e-mail address.")},
    )

    def clean_contact(self) -> dict[str, str]:
        return read_contact(self.cleaned_data["contact"])


class FollowForm(forms.Form):
    """The premises that this one took over from."""

    follows = forms.ModelChoiceField(
        Premises.objects.none(),
        label=_("Which one moved here, or merged into this one?"),
        error_messages={"required": _("Choose a premises.")},
    )

    def __init__(self, *args: Any, others: QuerySet[Premises], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField


class PledgeForm(forms.Form):
    """The pledge is signed."""

    signed_by_role = forms.ChoiceField(
        label=_("Who signed?"),
        choices=[("Owner", _("Owner")), ("General manager", _("General manager"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who signed.")},
    )


class ContactForm(forms.Form):
    """A visit, call or letter, and what came of it."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=Contact.Kind.choices)
    outcome = forms.ChoiceField(label=_("What came of it?"), choices=Contact.Outcome.choices)
    happened_on = day_field(_("When?"))
    next_on = day_field(_("In touch again on (optional)"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"happened_on": today}, **kwargs})
        self._today = today

    def clean_happened_on(self) -> date:
        return not_to_come(self.cleaned_data["happened_on"], self._today)


class VisitForm(forms.Form):
    """A test visit. No names, and nothing of what was said."""

    visited_on = day_field(_("When was the visit?"))
    scenario_code = forms.RegexField(
        label=_("Scenario code"),
        regex=r"^[A-Za-z0-9-]{1,20}$",
        error_messages={
            "required": _("Enter the code of the scenario, for example walk-in."),
            "invalid": _("Enter the scenario’s code: letters, numbers and dashes, for example walk-in."),
        },
    )
    outcome = forms.ChoiceField(
        label=_("What happened?"),
        choices=TestVisit.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"visited_on": today}, **kwargs})
        self._today = today

    def clean_visited_on(self) -> date:
        return not_to_come(self.cleaned_data["visited_on"], self._today)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("What did they say?"), choices=Decline.Reason.choices)


class PremisesForm(forms.Form):
    """A premises that is not on the list."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Enter the name.")})
    kind = forms.ChoiceField(label=_("What is it?"), choices=Premises.Kind.choices)
    area = forms.ModelChoiceField(
        label=_("District"),
        queryset=Area.objects.filter(kind=Area.Kind.DISTRICT),
        error_messages={"required": _("Choose the district.")},
    )
    address = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    rooms = forms.IntegerField(label=_("Rooms (optional)"), min_value=1, max_value=3000, required=False)


class JoinUsForm(PremisesForm):
    """An owner or manager asks to join, and signs the pledge."""

    signed_by_role = forms.ChoiceField(
        label=_("What are you there?"),
        choices=[("Owner", _("Owner")), ("General manager", _("General manager"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you are there: the pledge is signed by one of them.")},
    )
    contact_name = forms.CharField(
        label=_("Your name"), max_length=100, error_messages={"required": _("Enter your name.")}
    )
    contact = forms.CharField(
        label=_("Your mobile number or e-mail address"),
        max_length=254,
        help_text=_("You sign in with a code sent to it, once the scheme’s coordinator has looked."),
        error_messages={"required": _("Enter your mobile number or e-mail address.")},
    )
    agrees = forms.BooleanField(
        label=_("We sign the pledge"), error_messages={"required": _("Tick that you sign the pledge.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the premises")
        for name, wrong in (("address", _("Enter the street and number.")), ("postcode", _("Enter the postcode."))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = wrong

    def clean_contact(self) -> dict[str, str]:
        return read_contact(self.cleaned_data["contact"])


class RequestForm(forms.Form):
    """What a coordinator makes of a request: new, one of those known already, or not taken."""

    def __init__(self, *args: Any, alike: list[Premises], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), _("It is %(name)s") % {"name": each.organisation.name}) for each in alike]
        self.fields["is_which"] = forms.ChoiceField(
            label=_("Which premises is it?"),
            choices=[*known, ("new", _("A new one: add it")), ("none", _("None: do not take it"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose which premises it is.")},
        )


class AddressForm(forms.Form):
    """Where a premises is."""

    address = forms.CharField(
        label=_("Street and number"), max_length=200, error_messages={"required": _("Enter the street and number.")}
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, error_messages={"required": _("Enter the postcode.")}
    )
    rooms = forms.IntegerField(label=_("Rooms (optional)"), min_value=1, max_value=3000, required=False)


class MoveForm(AddressForm):
    """As a coordinator changes it: it may have moved to another district."""

    area = forms.ModelChoiceField(
        label=_("District"),
        queryset=Area.objects.filter(kind=Area.Kind.DISTRICT),
        error_messages={"required": _("Choose the district.")},
    )


def not_to_come(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_("This day is still to come. Enter today or an earlier day."))
    if day < today - timedelta(days=3653):
        raise forms.ValidationError(_("This is more than ten years ago. Check the year."))
    return day
