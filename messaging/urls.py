"""The outbox page. config/urls.py mounts it in demo mode only."""

from django.urls import path

from messaging import views

app_name = "messaging"
urlpatterns = [path("demo/outbox/", views.outbox, name="outbox")]
