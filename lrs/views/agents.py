"""GET /xapi/agents: an agent as a Person object, every property an array (Communication 2.4).

The store does not join identifiers: whom an account belongs to is known outside it, so that it can be forgotten there.
"""

from django.http import HttpResponse

from lrs import parameters, scopes
from lrs.calls import Call
from lrs.views.gate import Handler, json_answer, resource


def get(call: Call) -> HttpResponse:
    parameters.refuse_unknown(call.params, ("agent",))
    parameters.required(call.params, "agent")
    agent = parameters.agent(call.params, "agent", call.version) or {}
    told = {name: [value] for name, value in agent.items() if name != "objectType"}
    return json_answer({"objectType": "Person", **told})


agents = resource({"GET": Handler(get, scopes.TO_READ_ACTIVITIES)})
