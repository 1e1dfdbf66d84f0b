"""The links at the top of every page, by what the signed-in user may open."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"navigation": []}
