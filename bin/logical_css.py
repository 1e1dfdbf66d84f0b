"""What the asset builder does to compiled CSS. Pure: no Django, no files, so that a build needs Python alone."""

import re

# Physical properties govuk-frontend writes, and what they mean in a page that may run right to left.
_SIDES = {"left": "inline-start", "right": "inline-end"}
_RULES = (
    (re.compile(r"(?<=[{;])(margin|padding|border)-(left|right)(?=[:-])"), lambda m: f"{m[1]}-{_SIDES[m[2]]}"),
    (re.compile(r"(?<=[{;])(left|right)(?=:)"), lambda m: f"inset-{_SIDES[m[1]]}"),
    (re.compile(r"(?<=[{;])float:(left|right)"), lambda m: f"float:{_SIDES[m[1]]}"),
    (re.compile(r"(?<=[{;])text-align:(left|right)"), lambda m: f"text-align:{_SIDES[m[1]].removeprefix('inline-')}"),
)


def logical(css: str) -> str:
    """Compressed CSS with left and right turned into start and end, so that one stylesheet serves both directions."""
    for pattern, replacement in _RULES:
        css = pattern.sub(replacement, css)
    return css
