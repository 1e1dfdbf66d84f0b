"""The filters of GET /statements as a question to the store (1.0.3 Communication 2.1.3). No Django here."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from common.numbers import whole_number
from lrs import parameters
from lrs.identity import Key, activity_key, agent_key, registration_key, verb_key
from lrs.refusals import Refusal, bad_parameter
from lrs.validation import Version

Format = Literal["ids", "exact", "canonical"]
MOST = 500  # statements a page; also what limit=0 means
_SINGLE = ("statementId", "voidedStatementId")
_GIVING = ("format", "attachments")
_FILTERS = ("agent", "verb", "activity", "registration", "related_activities", "related_agents", "since", "until", "limit", "ascending")  # fmt: skip # noqa: E501


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked. `keys` are (key, must be direct), all to be met, the rarest first; `after` is a page's edge."""

    format: Format = "exact"
    with_attachments: bool = False
    statement_id: UUID | None = None
    voided_id: UUID | None = None
    keys: tuple[tuple[Key, bool], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int = MOST
    is_ascending: bool = False
    after: int | None = None
    params: dict[str, str] = field(default_factory=dict)

    @property
    def is_single(self) -> bool:
        return self.statement_id is not None or self.voided_id is not None

    def next_params(self, after: int) -> str:
        """The query string of the page that follows: all that was asked, and where to go on."""
        return urlencode({**self.params, "after": str(after)})


def read_search(params: dict[str, str], version: Version, *, is_more: bool = False) -> Search:
    """The search that parameters ask for. Raises Refusal."""
    parameters.refuse_unknown(params, (*_SINGLE, *_GIVING, *_FILTERS, *(("after",) if is_more else ())))
    single = [name for name in _SINGLE if name in params]
    if single and set(params) - {single[0], *_GIVING}:
        others = f'Beside "{single[0]}" only format and attachments are allowed.'
        raise Refusal(400, others, at=f"?{single[0]}", topic="filters")
    shape = params.get("format", "exact")
    if shape not in ("ids", "exact", "canonical"):
        raise bad_parameter("format", "must be ids, exact or canonical")
    return Search(
        format=shape,  # type: ignore[arg-type]  # just narrowed, which mypy does not follow
        with_attachments=parameters.flag(params, "attachments"),
        statement_id=parameters.uuid(params, "statementId"),
        voided_id=parameters.uuid(params, "voidedStatementId"),
        keys=_keys(params, version),
        since=parameters.moment(params, "since"),
        until=parameters.moment(params, "until"),
        limit=min(parameters.whole_number(params, "limit", 0) or MOST, MOST),
        is_ascending=parameters.flag(params, "ascending"),
        after=_after(params),
        params={name: value for name, value in params.items() if name != "after"},
    )


def _keys(params: dict[str, str], version: Version) -> tuple[tuple[Key, bool], ...]:
    keys: list[tuple[Key, bool]] = []
    registration = parameters.uuid(params, "registration")
    if registration:
        keys.append((registration_key(str(registration)), False))
    agent = parameters.agent(params, "agent", version, allow_group=True)
    is_broad = parameters.flag(params, "related_agents")
    if agent:
        key = agent_key(agent)
        if key is None:
            raise bad_parameter("agent", "must have an identifier: mbox, mbox_sha1sum, openid or account")
        keys.append((key, not is_broad))
    activity = parameters.iri(params, "activity")
    is_broad = parameters.flag(params, "related_activities")
    if activity:
        keys.append((activity_key(activity), not is_broad))
    verb = parameters.iri(params, "verb")
    if verb:
        keys.append((verb_key(verb), False))
    return tuple(keys)


def _after(params: dict[str, str]) -> int | None:
    if "after" not in params:
        return None
    value = whole_number(params["after"], digits=18)
    if value is None:
        raise bad_parameter("after", "must be what the store gave")
    return value
