"""The state resource: what an activity keeps for an agent, and for a registration (1.0.3 Communication 2.3)."""

from lrs import parameters, scopes
from lrs.calls import Call
from lrs.models import Document
from lrs.views.documents import Owner, Shelf, required_activity, required_agent
from lrs.views.gate import resource


def _owner(call: Call) -> Owner:
    owner: Owner = {"activity_key": required_activity(call), "agent_key": required_agent(call)}
    registration = parameters.uuid(call.params, "registration")
    return owner | ({"registration": registration} if registration else {})


SHELF = Shelf(
    Document.Kind.STATE, "stateId", ("activityId", "agent", "registration"), _owner,
    scopes.TO_READ_STATE, scopes.TO_WRITE_STATE, deletes_many=True,
)  # fmt: skip
state = resource(SHELF.handlers())
