"""Numbers as a reader meets them on a reporting card: a phone can dial them, and notes between editors stay out.
Pure.
"""

import re

# "(check opening hours)": a reminder for whoever publishes, kept in the CMS and in the fact register.
EDITORS_NOTE = re.compile(r"\s*\((?:check|verify)\b[^()]*\)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d-])(?:999|101|0800 1111|116 \d{3}|0\d(?:[ \d]{7,11})\d)(?![\d-])")


def without_editors_notes(text: str) -> str:
    return EDITORS_NOTE.sub("", text)


def dialable(html: str) -> str:
    """`html` with its telephone numbers as links. Text that holds a link already is left as it is."""
    if "<a " in html:
        return html
    return NUMBER.sub(_link, html)


def _link(found: re.Match[str]) -> str:
    digits = found[0].replace(" ", "")
    return f'<a class="govuk-link" href="tel:{digits}"><bdi>{found[0]}</bdi></a>'
