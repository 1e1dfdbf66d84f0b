"""The xAPI endpoint, mounted at /xapi/: one address for both versions, one view for each resource."""

from django.urls import path, re_path

from lrs.views.about import about
from lrs.views.activities import activities
from lrs.views.activity_profile import activity_profile
from lrs.views.agent_profile import agent_profile
from lrs.views.agents import agents
from lrs.views.gate import resource
from lrs.views.state import state
from lrs.views.statements import more, statements

app_name = "lrs"
urlpatterns = [
    path("about", about, name="about"),
    path("statements", statements, name="statements"),
    path("statements/more", more, name="more"),
    path("activities", activities, name="activities"),
    path("activities/state", state, name="state"),
    path("activities/profile", activity_profile, name="activity_profile"),
    path("agents", agents, name="agents"),
    path("agents/profile", agent_profile, name="agent_profile"),
    re_path("", resource({}), name="unknown"),  # everything else below is refused in JSON, with its version
]
