"""What waits for a person, what people have said, and whom they might mean."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from learning.inbound.deciding import Book, CourseMapping, Told, decide
from learning.inbound.models import ExternalAccount, ExternalCourse, IgnoredKind, InboundStatement
from lrs.following import said_in
from lrs.models import Authority
from partnership.models import Assignment, Person, open_on

MOST_CANDIDATES = 10
State = InboundStatement.State
Reason = InboundStatement.Reason


@dataclass(frozen=True, slots=True)
class Actor:
    """As a statement names somebody: by an account or by an e-mail address. All empty when by neither."""

    home_page: str = ""
    name: str = ""
    address: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.address


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Kind:
    """Waiting statements that one decision settles: how many, and one of them to speak for all.

    `actor` is told where the account is what is unknown.
    """

    row: InboundStatement
    waiting: int
    first_on: date
    last_on: date
    actor: Actor = NOBODY


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, with the places they work at, so that two of one name can be told apart."""

    person: Person
    organisations: str


def book() -> Book:
    people = ExternalAccount.objects.values_list("authority_id", "key", "person_id", "person__canonical_id")
    return Book(
        courses=[mapping_of(row) for row in ExternalCourse.objects.order_by("pk")],
        people={(authority, key): canonical or person for authority, key, person, canonical in people},
        ignored=frozenset(IgnoredKind.objects.values_list("kind_key", flat=True)),
    )


def mapping_of(row: ExternalCourse) -> CourseMapping:
    return CourseMapping(
        authority=row.authority_id,
        activity=row.activity_id,
        is_prefix=row.is_prefix,
        passing=frozenset(row.passing_verbs),
        others=frozenset(row.other_verbs),
        course=row.course_id,
        validity_months=row.validity_months,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def told(row: InboundStatement) -> Told:
    return Told(
        authority=row.authority_id,
        activity=row.activity_id,
        verb=row.verb,
        account=row.account_key,
        is_failure=row.is_failure,
        on=row.happened_on,
        is_voided=row.is_voided,
        fault=row.fault,
    )


def waiting_by_kind(
    *, reason: str = "", authority: Authority | None = None, keys: Collection[UUID] | None = None
) -> "QuerySet[InboundStatement, Any]":
    """What waits, a row of counts for each kind, the largest first: of a reason, an agency, or these very ones."""
    rows = InboundStatement.objects.filter(state=State.WAITING, kind_key__isnull=False)
    rows = rows.filter(reason=reason) if reason else rows
    rows = rows.filter(authority=authority) if authority else rows
    rows = rows if keys is None else rows.filter(kind_key__in=keys)
    grouped = (
        rows.order_by()
        .values("kind_key")
        .annotate(n=Count("pk"), newest=Max("pk"), first=Min("happened_on"), last=Max("happened_on"))
    )
    return grouped.order_by("-n", "kind_key")


def kinds_in(found: Iterable[dict[str, Any]]) -> list[Kind]:
    """Rows of `waiting_by_kind` with the newest statement of each, and whom it names."""
    counts = list(found)
    rows = InboundStatement.objects.select_related("authority").in_bulk([each["newest"] for each in counts])
    actors = actors_of(row for row in rows.values() if row.reason == Reason.ACCOUNT)
    return [
        Kind(row, each["n"], each["first"], each["last"], actors.get(row.uuid, NOBODY))
        for each in counts
        if (row := rows.get(each["newest"]))
    ]


def waiting_of_kind(kind: UUID) -> "QuerySet[InboundStatement]":
    rows = InboundStatement.objects.filter(state=State.WAITING, kind_key=kind)
    return rows.select_related("authority").order_by("-pk")


def reached_by(mapping: ExternalCourse) -> "QuerySet[InboundStatement]":
    """Everything a mapping is about, whatever was decided of it."""
    about = Q(activity_id__startswith=mapping.activity_id) if mapping.is_prefix else Q(activity_id=mapping.activity_id)
    return InboundStatement.objects.filter(about, authority=mapping.authority_id)


def sent_by_account(account: ExternalAccount) -> "QuerySet[InboundStatement]":
    return InboundStatement.objects.filter(authority=account.authority_id, account_key=account.key)


def verbs_of(rows: "QuerySet[InboundStatement]") -> list[tuple[str, int]]:
    """The verbs among these statements and how often each is there, the most frequent first."""
    return list(rows.order_by().values_list("verb").annotate(n=Count("pk")).order_by("-n", "verb"))


def preview_course(mapping: ExternalCourse) -> Counter[str]:
    """What would become of the statements a mapping reaches, by state, or by the reason they would go on waiting."""
    now = book()
    then = Book([*now.courses, mapping_of(mapping)], now.people, now.ignored)
    return _outcomes(reached_by(mapping), then)


def preview_account(row: InboundStatement, person: Person) -> Counter[str]:
    now = book()
    if row.account_key is None:
        return Counter()
    then = Book(now.courses, {**now.people, (row.authority_id, row.account_key): person.pk}, now.ignored)
    return _outcomes(InboundStatement.objects.filter(authority=row.authority_id, account_key=row.account_key), then)


def _outcomes(rows: Iterable[InboundStatement], then: Book) -> Counter[str]:
    decisions = (decide(told(row), then) for row in rows)
    return Counter(decision.reason if decision.state == State.WAITING else decision.state for decision in decisions)


def actors_of(rows: Iterable[InboundStatement]) -> dict[UUID, Actor]:
    """Who each statement says it was, by its id; nobody for one that is no longer kept."""
    said = said_in([row.uuid for row in rows])
    return {uuid: _actor(statement["actor"]) for uuid, statement in said.items()}


def actor_of(row: InboundStatement) -> Actor:
    return actors_of([row]).get(row.uuid, NOBODY)


def _actor(actor: dict[str, Any]) -> Actor:
    account = actor.get("account", {})
    home_page, name = str(account.get("homePage", "")), _shown(str(account.get("name", "")))
    return Actor(home_page[:500], name[:200], _shown(str(actor.get("mbox", "")).removeprefix("mailto:")))


def _shown(text: str) -> str:
    """A NUL, which no database here keeps in a text, as the sign for what cannot be shown."""
    return text.replace("\0", "\ufffd")


def known_by_address(kinds: Sequence[Kind]) -> list[tuple[Kind, Person]]:
    """Those whose account is named by an e-mail address that one person on our roster has, and no other."""
    wanted = {kind.row.kind_key: kind.actor.shown.lower() for kind in kinds if "@" in kind.actor.shown}
    lowered = Person.objects.filter(canonical=None, do_not_list=False).annotate(address=Lower("email"))
    people: dict[str, list[Person]] = {}
    for person in lowered.filter(address__in=set(wanted.values())):
        people.setdefault(person.email.lower(), []).append(person)
    found = [(kind, people.get(wanted.get(kind.row.kind_key, ""), [])) for kind in kinds]
    return [(kind, those[0]) for kind, those in found if len(those) == 1]


def candidates(wanted: str, *, on: date) -> list[Candidate]:
    """Whose e-mail address or name this is. Covert posts are not found: two named officers alone may tie them."""
    same = Q(email__iexact=wanted) | Q(display_name__iexact=wanted)
    people = list(Person.objects.filter(same, canonical=None, do_not_list=False).order_by("pk")[:MOST_CANDIDATES])
    jobs = Assignment.objects.filter(open_on(on), person__in=people).select_related("organisation")
    places: dict[int, list[str]] = {}
    for job in jobs.order_by("pk"):
        places.setdefault(job.person_id, []).append(job.organisation.name)
    return [Candidate(person, ", ".join(dict.fromkeys(places.get(person.pk, [])))) for person in people]
