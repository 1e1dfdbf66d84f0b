"""Forms as the components draw them: one list of errors for the summary, and one look per widget."""

from dataclasses import dataclass
from typing import TypedDict

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

CLASSES = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.CheckboxInput: "govuk-checkboxes__input",
}


class Error(TypedDict):
    """A line of the error summary: what is wrong, and "#id" of the field that mends it ("" when there is none)."""

    text: str
    href: str


@dataclass(frozen=True)
class Control:
    """A bound field ready to draw. `kind` is input, checkbox, radios or checkboxes; `options` only for the last two."""

    kind: str
    hint: str
    hint_id: str
    error_id: str
    html: SafeString
    options: list[dict[str, object]]


def error_list(form: forms.BaseForm) -> list[Error]:
    """Every error of a bound form in the order of its fields. What belongs to no field points at the first one."""
    fields = form.visible_fields()
    first = f"#{fields[0].auto_id}" if fields else ""
    whole = [Error(text=str(text), href=first) for text in form.non_field_errors()]
    hidden = [Error(text=str(text), href="") for field in form.hidden_fields() for text in field.errors]
    return (
        whole + hidden + [Error(text=str(text), href=f"#{field.auto_id}") for field in fields for text in field.errors]
    )


def control(field: BoundField, *, hint: str = "", width: str = "", autocomplete: str = "") -> Control:
    """`field` with the design system's classes, its hint and its error tied to it. `width` is 2, 3, 4, 5, 10 or 20."""
    name = field.auto_id or field.html_name
    hint = hint or str(field.help_text)
    hint_id, error_id = f"{name}-hint", f"{name}-error"
    attributes: dict[str, str | bool] = {"class": _classes(field, width)}
    described = [*([hint_id] if hint else []), *([error_id] if field.errors else [])]
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if autocomplete:
        attributes["autocomplete"] = autocomplete
    html = field.as_widget(attrs=attributes)
    return Control(_kind(field), hint, hint_id, error_id, html, _options(field))


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    return "radios" if isinstance(widget, forms.RadioSelect) else "input"


def _classes(field: BoundField, width: str) -> str:
    widget = field.field.widget
    name = next((css for kind, css in CLASSES.items() if isinstance(widget, kind)), "govuk-input")
    parts = [name, *([f"{name}--error"] if field.errors else []), *([f"govuk-input--width-{width}"] if width else [])]
    return " ".join([*parts, widget.attrs.get("class", "")]).strip()


def _options(field: BoundField) -> list[dict[str, object]]:
    if _kind(field) not in {"radios", "checkboxes"}:
        return []
    return [
        {"value": option.data["value"], "text": option.choice_label, "hint": "", "checked": option.data["selected"]}
        for option in field
        if option.data["value"] not in ("", None)
    ]
