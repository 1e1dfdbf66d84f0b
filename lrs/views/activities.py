"""GET /xapi/activities: one activity with all that is known of it; also one never heard of (Communication 2.5)."""

from django.http import HttpResponse

from lrs import parameters, scopes, wire
from lrs.calls import Call
from lrs.identity import activity_key
from lrs.models import Activity
from lrs.views.gate import Handler, json_answer, resource


def get(call: Call) -> HttpResponse:
    parameters.refuse_unknown(call.params, ("activityId",))
    parameters.required(call.params, "activityId")
    iri = parameters.iri(call.params, "activityId") or ""
    row = Activity.objects.filter(key=activity_key(iri)).first()
    answer: dict[str, object] = {"objectType": "Activity", "id": iri}
    if row is not None:
        answer["definition"] = wire.loads(row.definition)
    return json_answer(answer)


activities = resource({"GET": Handler(get, scopes.TO_READ_ACTIVITIES)})
