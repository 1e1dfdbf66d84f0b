"""Which column of a file is which field, and which columns have no business here (pack 5.4 and 6.2)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from onboarding.reading.fields import Field

# Looked for among the whole words of a column's name, signs taken away: "Stage" and "Agency" hold no "age". A column
# that a kind knows by its name is never taken for one of these.
FORBIDDEN: dict[str, str] = {
    r"dob|d o b|yob|born|birth(day|date|year)?|age|aged": "date of birth",
    r"nino|ni|n i|nat(ional)? ins(urance)?|nat(ional)? insurance": "National Insurance number",
    r"nhs (no|num|number|nr|id)": "NHS number",
    r"dbs|crb|disclosures?|barr(ed|ing)": "DBS results",
    r"convict\w*|offen[cs]e\w*|criminal\w*|cautions?|cautioned|points|endorsements?": "convictions",
    r"(?<!mail )(address\w*|addr)|(?<!mail )(street|road|post ?codes?|zip|house (no|num|name|number))": "home address",
    r"reasons?|grounds|why|because|cause|motive": "reasons",
    r"(revo\w+|suspen\w+|refus\w+|surrender\w*|absence|leave|leaving|leaver|exempt\w*|status|sick\w*)"
    r" (\w+ )*(notes?|comments?|remarks?|details?|explanation|text)": "reasons",
    r"nr3s?": "NR3S data",
    r"ethnic\w*|race|religio\w*|faith|sexual\w*|disab\w*": "special category data",
    r"health conditions?|medical\w*|sickness|illness\w*|diagnos\w*": "special category data",
    r"political\w*|party": "political group",
}
PATTERNS = [(re.compile(rf"\b({pattern})\b"), said) for pattern, said in FORBIDDEN.items()]


@dataclass(frozen=True)
class Columns:
    """A head compared with a kind's fields. `places` says where each field stands; one without a place is absent."""

    places: dict[str, int]
    missing: tuple[str, ...]  # required fields
    unknown: tuple[str, ...]  # columns as written, that nothing is done with
    forbidden: tuple[tuple[str, str], ...]  # (column as written, what it looks like)


def match_columns(
    head: Sequence[str],
    fields: Sequence[Field],
    chosen: Mapping[str, str] | None = None,
    ours: Collection[str] = (),
) -> Columns:
    """Find each field's column: as `chosen` says (field → column), else by its name or one of its aliases. Columns that
    are `ours`, by their exact names, are never forbidden: nothing is done with them.
    """
    places: dict[str, int] = {}
    for name, column in (chosen or {}).items():
        if column in head:
            places[name] = list(head).index(column)
    by_name = {folded(word): f.name for f in fields for word in (f.name, *f.aliases)}
    for place, column in enumerate(head):
        name = by_name.get(folded(column), "")
        if name and name not in places and place not in places.values() and not (chosen or {}).get(name):
            places[name] = place
    taken = set(places.values())
    others = [column for place, column in enumerate(head) if place not in taken and column]
    forbidden = tuple((column, looks) for column in others if column not in ours and (looks := looks_forbidden(column)))
    kept_out = {column for column, _ in forbidden}
    return Columns(
        places=places,
        missing=tuple(f.name for f in fields if f.required and f.name not in places),
        unknown=tuple(column for column in others if column not in kept_out),
        forbidden=forbidden,
    )


def looks_forbidden(column: str) -> str:
    """What a column looks like that must not be sent; "" for one that may."""
    words = folded(column)
    return next((said for pattern, said in PATTERNS if pattern.search(words)), "")


def folded(name: str) -> str:
    """ "Licence No." and "licence_no" are one name."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", apart.lower()).split())
