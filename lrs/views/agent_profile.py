"""The agent profile resource: what is kept about an agent (1.0.3 Communication 2.6)."""

from lrs import scopes
from lrs.calls import Call
from lrs.models import Document
from lrs.views.documents import Owner, Shelf, required_agent
from lrs.views.gate import resource


def _owner(call: Call) -> Owner:
    return {"agent_key": required_agent(call)}


SHELF = Shelf(
    Document.Kind.AGENT_PROFILE, "profileId", ("agent",), _owner,
    scopes.TO_READ_PROFILE, scopes.TO_WRITE_PROFILE,
)  # fmt: skip
agent_profile = resource(SHELF.handlers())
