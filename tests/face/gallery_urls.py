"""A page with every component on it, for tests and for looking at them together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from common.forms import error_list
from tests.face.gallery_form import GalleryForm

OPTIONS = [
    {"value": "a", "text": "The front desk", "hint": "", "checked": False},
    {"value": "b", "text": "The night manager", "hint": "After 11 in the evening", "checked": True},
]
CONTEXT = {
    "navigation": [
        {"label": "My training", "url": "/my-training/", "current": True},
        {"label": "Board", "url": "/board/", "current": False},
        {"label": "People", "url": "/people/", "current": False},
    ],
    "options": OPTIONS,
    "tags": [
        ("current", "Current"),
        ("due-soon", "Due soon"),
        ("in-grace", "In grace"),
        ("expired", "Expired"),
        ("overdue", "Overdue"),
        ("never", "Never started"),
        ("exempt", "Exempt"),
        ("leave", "On long leave"),
        ("unknown", "Unknown"),
        ("info", "New"),
    ],
    "rows": [
        {
            "key": "Course",
            "value": "Taxi and private hire",
            "actions": [{"text": "Open", "href": "#", "hidden": "course"}],
        },
        {"key": "Passed on", "value": "30 November 2026", "actions": []},
    ],
    "items": [
        {"title": "What it is", "href": "#", "status": "Done", "status_kind": "complete", "hint": ""},
        {"title": "At the rank", "href": "#", "status": "Next", "status_kind": "next", "hint": "6 minutes"},
        {"title": "Reporting", "href": "#", "status": "To do", "status_kind": "todo", "hint": ""},
        {"title": "The test", "href": "", "status": "After the lessons", "status_kind": "locked", "hint": ""},
    ],
    "head": ["Group", {"text": "Trained", "numeric": True}, {"text": "Coverage", "numeric": True}],
    "table": [
        ["Drivers", {"text": "563 of 640", "numeric": True}, {"text": "88%", "numeric": True}],
        [{"text": "Hotels", "href": "#"}, {"text": 0, "numeric": True}, {"text": "0%", "numeric": True}],
    ],
    "card": {
        "title": "See something now",
        "rows": [{"label": "Danger now", "text": "999"}, {"label": "Worried", "text": "Front door 01632 960101"}],
    },
}


def gallery(request: HttpRequest) -> HttpResponse:
    form = GalleryForm({"email": request.GET["wrong"]}) if request.GET else GalleryForm()
    errors = error_list(form) if form.is_bound else []
    return render(request, "gallery.html", {**CONTEXT, "form": form, "errors": errors})


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a page that breaks")


urlpatterns = [
    path("", gallery, name="gallery"),
    path("broken/", broken),
    path("account/", include("accounts.urls")),
    path("", include("demo.urls")),
    path("", include("messaging.urls")),
]
