"""Keys and codes: names that other parts of a course point to. They are never translated."""

from typing import Any

from django.core.validators import RegexValidator
from wagtail.blocks import CharBlock


class KeyBlock(CharBlock):
    """A key such as L1, S2.1 or Q7."""

    def __init__(self, pattern: str = "", example: str = "", **kwargs: Any) -> None:
        self.pattern, self.example = pattern, example
        message = f"Write a key such as {example}." if example else ""
        validators = [RegexValidator(rf"^(?:{pattern})$", message)] if pattern else []
        super().__init__(max_length=60, validators=validators, **kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """As a plain text block: a pattern is a matter of forms, and no reason for a migration."""
        return ("wagtail.blocks.CharBlock", (), {"required": self.field.required})

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return self.deconstruct()

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []  # wagtail-localize: L1 is L1 in every language

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return value

    class Meta:
        icon = "key"


class CodesBlock(KeyBlock):
    """Codes with commas between them, such as LO1, LO2."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.max_length = 600
        self.field.validators = [v for v in self.field.validators if getattr(v, "code", "") != "max_length"]
