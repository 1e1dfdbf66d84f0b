"""Chains of references, followed from a statement to what it refers to, and on (1.0.3 Communication 2.1.3, "Filter
Conditions for StatementRefs"). Reads only.

A chain is followed for DEEPEST statements and hands on MOST_HANDED_ON terms, the nearest first: without an end, a chain
of N statements would have to be given N² terms, and a group of thousands would be copied to all who refer to it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from lrs import wire
from lrs.asking import answers_among, as_uuid
from lrs.identity import Key
from lrs.terms import Terms, terms_of

DEEPEST = 16  # statements referred to, one after another
MOST_HANDED_ON = 200  # terms
CHUNK = 100


@dataclass(frozen=True, slots=True)
class Link:
    """A statement in a chain: its place in the journal, whose it is, and what it refers to."""

    place: int
    uuid: UUID
    authority_id: int
    target: UUID | None


def links_where(column: str, uuids: Iterable[UUID]) -> list[Link]:
    """The statements whose `uuid`, or whose `target`, is one of these."""
    sql = f"SELECT id, uuid, authority_id, target FROM lrs_statement WHERE {column} IN ({{among}})"  # noqa: S608
    return [
        Link(place, as_uuid(uuid), authority, as_uuid(target) if target else None)
        for place, uuid, authority, target in answers_among(sql, [one.hex for one in uuids])
    ]


class Chains:
    """The chains that begin at some statements; `only` follows them through one authority's statements alone."""

    def __init__(self, beginnings: Collection[UUID], *, only: int | None = None) -> None:
        self._links: dict[UUID, Link] = {}
        wanted = set(beginnings)
        for _ in range(DEEPEST):
            found = [link for link in links_where("uuid", wanted) if only in (None, link.authority_id)]
            self._links.update((link.uuid, link) for link in found)
            wanted = {link.target for link in found if link.target} - self._links.keys()
            if not wanted:
                break
        self._own = _own_terms(list(self._links.values()))

    def terms_from(self, beginning: UUID) -> Terms:
        """What is handed on by a statement and those it refers to."""
        given: Terms = {}
        seen: set[UUID] = set()
        link = self._links.get(beginning)
        while link and link.uuid not in seen and len(seen) < DEEPEST and len(given) < MOST_HANDED_ON:
            seen.add(link.uuid)
            for key, is_direct in self._own[link.uuid]:
                given[key] = given.get(key, False) or is_direct
            link = self._links.get(link.target) if link.target else None
        return dict(islice(given.items(), MOST_HANDED_ON))


def _own_terms(links: Sequence[Link]) -> dict[UUID, list[tuple[Key, bool]]]:
    """Each statement's own terms, the direct ones first. Texts are read a few at a time: they may be large."""
    sql = (
        "SELECT s.uuid, s.text, a.agent FROM lrs_statement s JOIN lrs_authority a ON a.id = s.authority_id "
        "WHERE s.uuid IN ({among})"
    )
    own: dict[UUID, list[tuple[Key, bool]]] = {}
    for start in range(0, len(links), CHUNK):
        for uuid, text, agent in answers_among(sql, [link.uuid.hex for link in links[start : start + CHUNK]]):
            terms = terms_of(wire.reread(text), wire.reread(agent) if isinstance(agent, str) else agent)
            own[as_uuid(uuid)] = sorted(terms.items(), key=lambda term: not term[1])[:MOST_HANDED_ON]
    return own
