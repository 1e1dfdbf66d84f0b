"""GET /xapi/about: what this store speaks (1.0.3 Communication 2.8). Open to everybody, in any version or none: who
speaks another has to be able to find out.
"""

from django.http import HttpResponse

from lrs.calls import Call
from lrs.parameters import refuse_unknown
from lrs.views.gate import Handler, json_answer, resource

VERSIONS = ["2.0.0", "1.0.3", "1.0.2", "1.0.1", "1.0.0"]


def get(call: Call) -> HttpResponse:
    refuse_unknown(call.params, ())
    return json_answer({"version": VERSIONS})


about = resource({"GET": Handler(get)}, needs_version=False)
