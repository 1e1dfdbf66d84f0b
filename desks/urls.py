"""Addresses of first screens and working lists."""

from django.urls import path

from desks.views import home, people

app_name = "desks"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
]
