"""The structure in the CMS: what stands in a tree is moved from a day on, and never as if it had always stood there."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from partnership import places
from partnership.models import Area, Organisation, Role


class PlacedForm(WagtailAdminModelForm):
    """Edits everything but the place as any form does; a changed place is asked for its day and becomes a move."""

    place = "parent"
    moves_on = forms.DateField(
        label=_("From which day?"),
        required=False,
        widget=AdminDateInput,
        help_text=_(
            "Only when you change where it stands: the first day there. Figures for the days before stay as they were. "
            "To put right what was never so, enter the day it is valid from."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self._is_moved(data) and not data.get("moves_on") and "moves_on" not in self.errors:
            self.add_error("moves_on", _("Enter the first day on which it stands there."))
        if self._is_moved(data) and self._is_below_itself(data[self.place]):
            self.add_error(self.place, _("It cannot stand below itself. Choose another."))
        return data

    def _is_moved(self, data: dict[str, Any]) -> bool:
        return self.instance.pk is not None and self.place in data and data[self.place] != self._stood

    def _is_below_itself(self, to: Any) -> bool:
        while to is not None and to != self.instance:
            to = getattr(to, self.place, None)
        return to is not None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stood = getattr(self.instance, self.place, None) if self.instance.pk else None

    def save(self, commit: bool = True) -> Any:
        """The place itself is written by the move: the form keeps the old one until then."""
        to, is_moved = self.cleaned_data.get(self.place), self._is_moved(self.cleaned_data)
        if is_moved:
            setattr(self.instance, self.place, self._stood)
        saved = super().save(commit)
        if is_moved:
            self.move(saved, to, self.cleaned_data["moves_on"])
        return saved

    def move(self, moved: Any, to: Any, on: date) -> None:
        raise NotImplementedError


class OrganisationForm(PlacedForm):
    def move(self, moved: Organisation, to: Organisation | None, on: date) -> None:
        places.move_organisation(organisation=moved, to=to, on=on)


class AreaForm(PlacedForm):
    def move(self, moved: Area, to: Area | None, on: date) -> None:
        places.move_area(area=moved, to=to, on=on)


class RoleForm(PlacedForm):
    place = "group"

    def move(self, moved: Role, to: Any, on: date) -> None:
        places.move_role(role=moved, to=to, on=on)
