"""The tables and lists that stand beside the lessons. Each row is a few plain fields."""

from typing import Any, ClassVar

from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

from courses.blocks.keys import KeyBlock
from courses.format import model


class RowBlock(StructBlock):
    """A row whose fields are those of one value of the format, by the same names."""

    value_class: ClassVar[type]

    def stored(self, value: Any, path: str) -> dict[str, Any]:
        return {name: getattr(value, name) for name in self.child_blocks}

    def spoken(self, value: Any) -> Any:
        return self.value_class(**{name: value[name] or "" for name in self.child_blocks})

    def frozen(self, value: Any) -> dict[str, Any]:
        return {name: value[name] or "" for name in self.child_blocks}


class OutcomeBlock(RowBlock):
    value_class = model.Outcome

    key = KeyBlock(r"LO\d+", "LO1", help_text="Such as LO1.")
    text = TextBlock(rows=1, help_text="What the learner can do afterwards.")

    class Meta:
        icon = "tick"
        label = "Outcome"
        label_format = "{key} {text}"


class CardLineBlock(RowBlock):
    value_class = model.CardLine

    label = CharBlock(required=False, max_length=120, help_text="Such as: Danger now")
    text = TextBlock(rows=1, help_text="Local contacts come from inserts: {{local.mash_phone}}")

    class Meta:
        icon = "mail"
        label = "Contact"
        label_format = "{label} {text}"


class WordingBlock(RowBlock):
    value_class = model.Wording

    avoid = TextBlock(rows=1)
    use = TextBlock(rows=1)
    why = TextBlock(rows=1)

    class Meta:
        icon = "openquote"
        label = "Wording"
        label_format = "{avoid}"


class TermBlock(RowBlock):
    value_class = model.Term

    term = CharBlock(max_length=120)
    meaning = TextBlock(rows=1)

    class Meta:
        icon = "title"
        label = "Term"
        label_format = "{term}"


class FactBlock(RowBlock):
    value_class = model.Fact

    key = KeyBlock(r"[A-Z]+\d+", "T1", help_text="Such as T1.")
    fact = TextBlock(rows=1)
    mark = TextBlock(rows=1, help_text="found: where, or general knowledge: verify")
    where = TextBlock(rows=1, required=False, help_text="Where the course uses it.")

    class Meta:
        icon = "search"
        label = "Fact"
        label_format = "{key} {fact}"


class InsertBlock(RowBlock):
    value_class = model.Insert

    key = KeyBlock(r"[a-z_0-9]+", "mash_phone", help_text="Such as mash_phone.")
    what = TextBlock(rows=1, label="What it is")
    owner = CharBlock(max_length=200, required=False, help_text="Who stands behind it.")
    required = ChoiceBlock(
        choices=[("yes", "Needed"), ("each", "Needed from each area"), ("no", "May be absent")], default="yes"
    )
    visible_to = ChoiceBlock(
        choices=[("public", "Anyone"), ("verified", "People matched to a register"), ("role", "Roles of this course")],
        default="public",
    )
    audience = ChoiceBlock(choices=[("shared", "All courses"), ("course", "This course only")], default="shared")

    class Meta:
        icon = "globe"
        label = "Local insert"
        label_format = "{key} {what}"
