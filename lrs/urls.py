"""The xAPI endpoint, mounted at /xapi/."""

from django.urls import URLPattern

app_name = "lrs"
urlpatterns: list[URLPattern] = []
