"""What trainers fill in: a session to hold, and a line of its register."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.dates import LONDON
from courses.models import Course
from partnership.models import Area, Organisation
from schemes.forms.hotels import day_field
from schemes.models import Attendance, SessionWish
from schemes.queries.sessions import is_made_already
from schemes.services.sessions import Line

LANGUAGES = [
    ("en-GB", _("English")), ("ur", _("Urdu")), ("pa", _("Punjabi")), ("bn", _("Bengali")), ("pl", _("Polish")),
    ("ro", _("Romanian")), ("ar", _("Arabic")), ("fa", _("Persian or Dari")), ("ps", _("Pashto")),
    ("ckb", _("Kurdish (Sorani)")), ("so", _("Somali")), ("ti", _("Tigrinya")), ("pt", _("Portuguese")),
    ("uk", _("Ukrainian")),
]  # fmt: skip


def name_of(user: User) -> str:
    """As colleagues know them."""
    person = getattr(user, "person", None)
    return person.display_name if person else str(user)


class SessionForm(forms.Form):
    """A session to be held."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Who holds it?"),
        empty_label=None,
        error_messages={"required": _("Choose who holds it.")},
    )
    course = forms.ModelChoiceField(
        Course.objects.all(), label=_("Course"), empty_label=None, error_messages={"required": _("Choose a course.")}
    )
    held_on = day_field(_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"),
        help_text=_("24-hour clock, for example 18:30"),
        input_formats=["%H:%M", "%H.%M"],
        error_messages={
            "required": _("Enter when it starts, for example 18:30."),
            "invalid": _("Enter a time like 18:30."),
        },
    )
    minutes = forms.IntegerField(
        label=_("How long, in minutes"),
        min_value=15,
        max_value=480,
        initial=120,
        error_messages={
            "required": _("Enter how long it takes, for example 120."),
            "invalid": _("Enter a whole number, for example 120."),
        },
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=160,
        help_text=_("Building and street, so that people find it"),
        error_messages={"required": _("Enter where it is held.")},
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=500,
        initial=20,
        error_messages={
            "required": _("Enter how many can come, for example 20."),
            "invalid": _("Enter a whole number, for example 20."),
        },
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    facilitator = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who leads it?"),
        required=False,
        empty_label=_("I do"),
        help_text=_("They see its register and the check-in code, and nothing else of your people."),
    )

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        facilitators: QuerySet[User],
        today: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["facilitator"]
        field.queryset, field.label_from_instance = facilitators, name_of
        if not facilitators:
            del self.fields["facilitator"]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a ModelChoiceField
        self.today = today
        for name in ("minutes", "capacity"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day < self.today:
            raise forms.ValidationError(_("That day is past. For a session held already, send its register instead."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and is_made_already(
            organisation=data["organisation"], course=data["course"], starts_at=_starts_at(data), place=data["place"]
        ):
            raise forms.ValidationError(
                _("You have made this session already: the same course, day, time and place. It is in your list.")
            )
        return data

    def planned(self) -> dict[str, Any]:
        """What `services.sessions.create_session` takes."""
        data = self.cleaned_data
        return {
            "reference": f"S-{data['held_on']:%Y%m%d}-{uuid.uuid4().hex[:6].upper()}",
            "course": data["course"],
            "organisation": data["organisation"],
            "place": data["place"],
            "starts_at": _starts_at(data),
            "minutes": data["minutes"],
            "capacity": data["capacity"],
            "language": data["language"],
            "facilitator": data.get("facilitator"),
        }


def _starts_at(data: dict[str, Any]) -> datetime:
    return datetime.combine(data["held_on"], data["starts"], tzinfo=LONDON)


class RegisterLineForm(forms.Form):
    """Somebody who was there, and how their assessment came out."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Enter their name.")})
    key_kind = forms.ChoiceField(
        label=_("Known by"),
        choices=[(k, label) for k, label in Attendance.KeyKind.choices if k != Attendance.KeyKind.BOOKING],
        widget=forms.RadioSelect,
        initial="licence",
    )
    key = forms.CharField(
        label=_("Number, code or address"),
        max_length=120,
        help_text=_("Licence: E07000991:000417. Premises: P-0001:Maria K. Or an e-mail address."),
        error_messages={"required": _("Enter what they are known by.")},
    )
    mode = forms.ChoiceField(
        label=_("Assessment"),
        required=False,
        choices=[("", _("None: was there")), ("paper", _("On paper")), ("oral", _("Spoken"))],
        widget=forms.RadioSelect,
    )
    score_percent = forms.IntegerField(
        label=_("Score in percent"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": _("Enter a whole number from 0 to 100."),
            "max_value": _("Enter a number from 0 to 100."),
        },
    )
    language = forms.ChoiceField(label=_("Language of the assessment"), choices=LANGUAGES)
    is_interpreted = forms.BooleanField(label=_("An interpreter helped"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score_percent"].widget.attrs["inputmode"] = "numeric"

    def line(self) -> Line:
        data = self.cleaned_data
        return Line(
            data["name"], data["key_kind"], data["key"], data["language"], data["mode"], data["score_percent"],
            data["is_interpreted"],
        )  # fmt: skip


class WishForm(forms.Form):
    """Where and when somebody could come to a session that is not planned yet."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Where could you come to?"),
        error_messages={"required": _("Choose where you could come to.")},
    )
    time_of_day = forms.ChoiceField(
        label=_("What suits you best?"),
        choices=SessionWish.TimeOfDay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what suits you best.")},
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a ModelChoiceField


class CheckInForm(forms.Form):
    """The figures on the trainer's screen."""

    code = forms.CharField(
        label=_("Code"), max_length=12, error_messages={"required": _("Enter the six figures on the screen.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--code"}
        )
