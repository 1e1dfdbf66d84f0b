"""The xAPI endpoint, mounted at /xapi/: one address for both versions, one view for each resource."""

from django.urls import path

from lrs.views.about import about
from lrs.views.statements import more, statements

app_name = "lrs"
urlpatterns = [
    path("about", about, name="about"),
    path("statements", statements, name="statements"),
    path("statements/more", more, name="more"),
]
