"""What one statement does to another: voiding it, and being found wherever the one it refers to is found.

A reference may come before the statement it points to, so every new statement is settled in both directions.
"""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from lrs.asking import answers_among, as_uuid
from lrs.authorities import platform_id
from lrs.bulk import insert_terms
from lrs.chains import DEEPEST, Chains, Link, links_where
from lrs.identity import Key
from lrs.models import Statement, Term
from lrs.terms import Terms

CHUNK = 500


def settle(*, rows: Sequence[Statement]) -> None:
    """Mark what is voided and hand terms on, for statements just written in this transaction."""
    new = [Link(row.pk, row.uuid, row.authority_id, row.target) for row in rows]
    referrers = [link for link in new if link.target]
    waiting = links_where("target", [link.uuid for link in new])
    if not referrers and not waiting:
        return
    _void({link.target for link in referrers if link.target} | {link.target for link in waiting if link.target})
    _hand_on({link.uuid: link for link in (*referrers, *waiting, *_beyond(waiting))})


def _void(targets: Collection[UUID]) -> None:
    """Void those of these statements that one of the same authority takes back, or one of the platform's own.

    A voiding statement may have come from anybody before its target was known: it stays, and does nothing.
    """
    voiders: dict[UUID, set[int]] = {}
    for some in _chunks(list(targets)):
        rows = Statement.objects.filter(target__in=some, is_voiding=True).values_list("target", "authority_id")
        for target, authority in rows:
            voiders.setdefault(target, set()).add(authority)  # type: ignore[arg-type]  # none is NULL among these
    ours = platform_id() if voiders else None
    for some in _chunks(list(voiders)):
        aims = Statement.objects.filter(uuid__in=some, is_voiding=False).values_list("id", "uuid", "authority_id")
        places = [place for place, uuid, authority in aims if voiders[uuid] & {authority, ours}]
        Statement.objects.filter(id__in=places).update(is_voided=True)


def _beyond(waiting: Sequence[Link]) -> Iterator[Link]:
    """Those who refer to these, and on, as far as a chain is followed."""
    seen = {link.uuid for link in waiting}
    level = list(waiting)
    for _ in range(DEEPEST - 1):
        level = [link for link in links_where("target", [one.uuid for one in level]) if link.uuid not in seen]
        seen |= {link.uuid for link in level}
        yield from level


def _hand_on(referrers: dict[UUID, Link]) -> None:
    """Give each referrer the terms of the chain that begins at its target, those it lacks."""
    chains = Chains({link.target for link in referrers.values() if link.target})
    for some in _chunks(list(referrers)):
        own = _terms_of([referrers[uuid].place for uuid in some])
        given = [(link, chains.terms_from(link.target)) for uuid in some if (link := referrers[uuid]) and link.target]
        insert_terms(
            (key, link.place, is_direct)
            for link, terms in given
            for key, is_direct in terms.items()
            if key not in own.get(link.place, {})
        )
        for link, terms in given:
            _raise(link.place, [key for key, direct in terms.items() if direct and own[link.place].get(key) is False])


def _raise(place: int, keys: list[Key]) -> None:
    """What was found with the related_ switches alone is found without them, too."""
    if keys:
        Term.objects.filter(statement_id=place, key__in=keys).update(is_direct=True)


def _terms_of(places: Sequence[int]) -> dict[int, Terms]:
    sql = "SELECT statement_id, key, is_direct FROM lrs_term WHERE statement_id IN ({among})"
    found: dict[int, Terms] = {place: {} for place in places}
    for place, key, is_direct in answers_among(sql, places):
        found[place][as_uuid(key).hex] = bool(is_direct)
    return found


def _chunks(items: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
