"""What a file of evidence is, by its content."""

from django.core.files import File
from PIL import Image, UnidentifiedImageError

LARGEST_EVIDENCE = 5 * 1024 * 1024
MOST_PIXELS = 60_000_000
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_PICTURES = {"JPEG": "jpg", "PNG": "png"}


def kind_of_evidence(file: File) -> str:
    """ "pdf", "jpg" or "png"; "" for anything else, and for a picture that does not decode."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if start.startswith(b"%PDF-"):
        return "pdf"
    try:
        with Image.open(file, formats=list(_PICTURES)) as picture:
            kind = _PICTURES[str(picture.format)] if picture.width * picture.height <= MOST_PIXELS else ""
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    finally:
        file.seek(0)
    return kind
