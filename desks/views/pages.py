"""The small print, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/privacy.html")
