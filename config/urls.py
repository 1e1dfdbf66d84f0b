"""Every address, room by room. A room's own urls.py says what lies below its prefix."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
