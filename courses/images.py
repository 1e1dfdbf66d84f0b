"""Pictures in a frozen version: a copy whose name is its content's hash, so that no later change can reach it."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "courses/frozen"
FILTER = "max-1200x1200"


def frozen_image(image: Any) -> dict[str, Any]:
    """{"id", "src", "hash", "width", "height"}: a rendition of the Wagtail image, kept under its SHA-256."""
    rendition = image.get_rendition(FILTER)
    with rendition.file.open("rb") as file:
        data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    name = f"{FOLDER}/{digest}.{rendition.file.name.rsplit('.', 1)[-1]}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(data))
    return {
        "id": image.pk,
        "src": default_storage.url(name),
        "hash": digest,
        "width": rendition.width,
        "height": rendition.height,
    }
