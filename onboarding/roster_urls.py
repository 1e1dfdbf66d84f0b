"""Addresses of bringing rosters and of settling who is who. No name, phone or licence number stands in one."""

from django.urls import path

from onboarding.views import matching, rosters

app_name = "rosters"
urlpatterns = [
    path("", rosters.roster_list, name="list"),
    path("matching/", matching.queue, name="matching"),
    path("matching/<int:suggestion>/", matching.decide, name="decide"),
    path("merges/<int:merge>/undo/", matching.undo, name="unmerge"),
    path("<uuid:run>/", rosters.one, name="run"),
    path("<uuid:run>/approve/", rosters.approve, name="approve"),
    path("<uuid:run>/discard/", rosters.discard, name="discard"),
    path("<uuid:run>/resume/", rosters.resume, name="resume"),
    path("<uuid:run>/roll-back/", rosters.roll_back, name="roll_back"),
    path("<uuid:run>/rejected.csv", rosters.errors, name="errors"),
]
