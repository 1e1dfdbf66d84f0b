"""The player, below /learn/."""

from django.urls import path

from learning.views import assessment, overview, scenarios, start, steps

app_name = "learning"
urlpatterns = [
    path("start/<slug:course_key>/", start.start, name="start"),
    path("<uuid:attempt>/", overview.overview, name="overview"),
    path("<uuid:attempt>/lesson/<slug:key>/", steps.lesson, name="lesson"),
    path("<uuid:attempt>/refresh/", steps.refresh, name="refresh"),
    path("<uuid:attempt>/scenario/<slug:key>/", scenarios.scenario, name="scenario"),
    path("<uuid:attempt>/scenario/<slug:key>/feedback/", scenarios.feedback, name="feedback"),
    path("<uuid:attempt>/assessment/", assessment.assessment, name="assessment"),
    path("<uuid:attempt>/assessment/question/<int:number>/", assessment.question, name="question"),
    path("<uuid:attempt>/assessment/finish/", assessment.finish, name="finish"),
]
