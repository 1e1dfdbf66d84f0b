"""Trying Lookout out. config/urls.py mounts it in demo mode only."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("try/", views.choose, name="try"),
    path("try/put-away/", views.put_away, name="put_away"),
]
