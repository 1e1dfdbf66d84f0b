"""Whole numbers as they come in addresses, forms and headers: from anybody, of any length, in any script."""


def whole_number(text: str, *, digits: int) -> int | None:
    """The number that `text` writes with 0 to 9, in at most so many digits; None for anything else.

    `str.isdigit` takes a superscript two, which `int` does not, and `int` refuses what is longer than 4,300 digits.
    """
    is_one = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if is_one else None
