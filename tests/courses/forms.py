"""A course page's edit form as a browser would post it, every field of it."""

from typing import Any

from django import forms
from wagtail.blocks import BooleanBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField

from courses.models import CoursePage


def posted(page: CoursePage, **changes: Any) -> dict[str, str]:
    """The data of the whole edit form for `page`, as it stands in its newest revision."""
    form_class = CoursePage.get_edit_handler().get_form_class()
    form = form_class(instance=page)
    data: dict[str, str] = {}
    for name, field in form.fields.items():
        model_field = _model_field(name)
        value = getattr(page, name, None)
        if isinstance(model_field, StreamField):
            data |= stream(model_field.stream_block, value, name)
        elif isinstance(model_field, RichTextField):
            data[name] = field.widget.format_value(value)
        elif value is not None and not (value is False and isinstance(field.widget, forms.CheckboxInput)):
            data[name] = str(getattr(value, "pk", value))
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {**data, **changes}


def _model_field(name: str) -> Any:
    try:
        return CoursePage._meta.get_field(name)
    except LookupError:
        return None


def stream(block: Any, value: Any, prefix: str) -> dict[str, str]:
    if isinstance(block, StreamBlock):
        return _rows([(c.block, c.value, {"id": c.id or "", "type": c.block_type}) for c in value], prefix)
    if isinstance(block, ListBlock):
        return _rows([(c.block, c.value, {"id": c.id or ""}) for c in value.bound_blocks], prefix)
    if isinstance(block, StructBlock):
        data: dict[str, str] = {}
        for name, child in block.child_blocks.items():
            data |= stream(child, value[name], f"{prefix}-{name}")
        return data
    if isinstance(block, BooleanBlock):
        return {prefix: "on"} if value else {}
    if isinstance(block, RichTextBlock):
        return {prefix: block.field.widget.format_value(value.source)}
    return {prefix: "" if value is None else str(value)}


def _rows(rows: list[tuple[Any, Any, dict[str, str]]], prefix: str) -> dict[str, str]:
    data = {f"{prefix}-count": str(len(rows))}
    for number, (block, value, more) in enumerate(rows):
        place = f"{prefix}-{number}"
        data |= {f"{place}-deleted": "", f"{place}-order": str(number)}
        data |= {f"{place}-{name}": text for name, text in more.items()}
        data |= stream(block, value, f"{place}-value")
    return data
