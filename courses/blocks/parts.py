"""The kinds of block a lesson is made of, all but the practice ones."""

from typing import Any, ClassVar

from django.templatetags.static import static
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from courses.blocks.keys import KeyBlock
from courses.format import model
from courses.identity import list_items
from courses.images import frozen_image
from courses.prose import from_html, inline_html, to_html
from courses.rendering import render_block
from courses.richtext import frozen_html
from courses.sample import SAMPLE_INSERTS

PROSE_FEATURES = ["bold", "link", "ul"]


def source(value: RichText | str | None) -> str:
    return value.source if isinstance(value, RichText) else value or ""


class LessonPart:
    """What every kind shares: its name in a version, and a preview made by the learner's own renderer."""

    kind: ClassVar[str]

    def frozen(self, value: Any) -> dict[str, Any]:
        raise NotImplementedError

    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return render_block({"id": "preview", "kind": self.kind, **self.frozen(value)}, SAMPLE_INSERTS)


class TextPart(LessonPart, RichTextBlock):
    kind = "text"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PROSE_FEATURES, **kwargs)

    def stored(self, value: model.Text, path: str) -> str:
        return to_html(value.text, path)

    def spoken(self, value: RichText) -> model.Text:
        return model.Text(from_html(source(value)))

    def frozen(self, value: RichText) -> dict[str, Any]:
        return {"html": frozen_html(source(value))}

    class Meta:
        icon = "pilcrow"
        label = "Text"
        preview_value = "<p>A child is anyone under 18.</p>"
        preview_template = "courses/blocks/preview.html"
        description = "Paragraphs. Keep sentences short, one idea a line."


class ListPart(LessonPart, StructBlock):
    kind = "list"

    heading = CharBlock(required=False, max_length=200)
    items = ListBlock(TextBlock(rows=1), label="Lines", help_text="Two stars on each side make **bold** words.")

    def stored(self, value: model.Listing, path: str) -> dict[str, Any]:
        return {"heading": value.heading, "items": list_items(value.items, f"{path}/items")}

    def spoken(self, value: Any) -> model.Listing:
        return model.Listing(value["heading"] or "", tuple(value["items"]))

    def frozen(self, value: Any) -> dict[str, Any]:
        return {"heading": value["heading"] or "", "items": [inline_html(item) for item in value["items"]]}

    class Meta:
        icon = "list-ul"
        label = "List"
        preview_value: ClassVar = {"heading": "Signs in the child", "items": ["looks scared", "is out very late"]}
        preview_template = "courses/blocks/preview.html"
        description = "A heading and short lines."


class CalloutPart(LessonPart, StructBlock):
    kind = "callout"

    tone = ChoiceBlock(
        choices=[("info", "Good to know"), ("action", "Do this"), ("warning", "Take care")], default="info"
    )
    text = RichTextBlock(features=PROSE_FEATURES)

    def stored(self, value: model.Callout, path: str) -> dict[str, Any]:
        return {"tone": value.tone, "text": to_html(value.text, path)}

    def spoken(self, value: Any) -> model.Callout:
        return model.Callout(value["tone"], from_html(source(value["text"])))

    def frozen(self, value: Any) -> dict[str, Any]:
        return {"tone": value["tone"], "html": frozen_html(source(value["text"]))}

    class Meta:
        icon = "warning"
        label = "Callout"
        preview_value: ClassVar = {"tone": "action", "text": "<p>Danger now means 999.</p>"}
        preview_template = "courses/blocks/preview.html"
        description = "A few words that stand out: good to know, do this, take care."


class InsertPart(LessonPart, KeyBlock):
    kind = "insert"

    def stored(self, value: model.InsertPlace, path: str) -> str:
        return value.key

    def spoken(self, value: str) -> model.InsertPlace:
        return model.InsertPlace(value or "")

    def frozen(self, value: str) -> dict[str, Any]:
        return {"key": value}

    class Meta:
        icon = "globe"
        label = "Local insert"
        preview_value = "mash_phone"
        preview_template = "courses/blocks/preview.html"
        description = "Shows what the learner's area has written for this key. Declare the key under Local inserts."


class ReflectPart(TextPart):
    kind = "reflect"

    def stored(self, value: model.Reflect, path: str) -> str:  # type: ignore[override]  # the same form, another kind
        return to_html(value.text, path)

    def spoken(self, value: RichText) -> model.Reflect:  # type: ignore[override]  # the same form, another kind
        return model.Reflect(from_html(source(value)))

    class Meta:
        icon = "help"
        label = "Pause and think"
        preview_value = "<p>Think of a time you felt something was wrong. What did you notice first?</p>"
        preview_template = "courses/blocks/preview.html"
        description = "A private question to think about. Nothing is typed and nothing is kept."


class KeyPointsPart(LessonPart, ListBlock):
    kind = "key-points"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TextBlock(rows=1), **kwargs)

    def stored(self, value: model.KeyPoints, path: str) -> list[dict[str, Any]]:
        return list_items(value.items, path)

    def spoken(self, value: Any) -> model.KeyPoints:
        return model.KeyPoints(tuple(value))

    def frozen(self, value: Any) -> dict[str, Any]:
        return {"items": [inline_html(item) for item in value]}

    class Meta:
        icon = "tick-inverse"
        label = "Key points"
        preview_value: ClassVar = ["One sign is not proof.", "You do not need proof."]
        preview_template = "courses/blocks/preview.html"
        description = "What to take away. Every lesson ends with these."


class PicturePart(LessonPart, StructBlock):
    """A picture, which course files do not have: it lives in the CMS only."""

    kind = "picture"

    image = ImageChooserBlock()
    alt = CharBlock(required=False, max_length=250, label="What it shows", help_text="Empty when it only decorates.")
    caption = CharBlock(required=False, max_length=250)

    def spoken(self, value: Any) -> None:
        return None

    def frozen(self, value: Any) -> dict[str, Any]:
        image = frozen_image(value["image"]) if value["image"] else None
        return {"image": image, "alt": value["alt"] or "", "caption": value["caption"] or ""}

    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Without a picture it is the editor choosing a kind of block: one of our drawings stands in."""
        if value["image"]:
            return super().render(value, context)
        drawing = {"src": static("images/modules/cse-taxi.svg"), "width": 400, "height": 180}
        return render_block({**self.frozen(value), "kind": self.kind, "image": drawing}, SAMPLE_INSERTS)

    class Meta:
        icon = "image"
        label = "Picture"
        preview_value: ClassVar = {"image": None, "alt": "A taxi rank at night", "caption": "The rank, at closing time"}
        preview_template = "courses/blocks/preview.html"
        description = "A drawing or a photo of a place. Never a distressed child."
