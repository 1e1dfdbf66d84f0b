"""Names that stay the same each time a course is laid out: block ids at every depth. Pure: no Django."""

import uuid
from collections.abc import Iterable
from typing import Any

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lookout.example/courses/blocks")


def block_id(path: str) -> str:
    """The id of the block at `path`, such as cse-taxi/lessons/L1/blocks/3."""
    return str(uuid.uuid5(NAMESPACE, path))


def list_items(values: Iterable[Any], path: str) -> list[dict[str, Any]]:
    """Values as a Wagtail list block stores them, each with its id."""
    return [
        {"type": "item", "value": value, "id": block_id(f"{path}/{place}")}
        for place, value in enumerate(values, start=1)
    ]


def split_codes(text: str) -> tuple[str, ...]:
    """Codes an editor wrote with commas between them."""
    return tuple(code.strip() for code in (text or "").replace("\n", ",").split(",") if code.strip())


def join_codes(codes: Iterable[str]) -> str:
    return ", ".join(codes)
