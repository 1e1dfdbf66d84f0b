"""Addresses of first screens and working lists."""

from django.urls import path, register_converter

from desks.desks import DESKS
from desks.views import champion, coordinator, home, lists, partnership, posts


class DeskConverter:
    """The key of one of the desks that are lists."""

    regex = "|".join(DESKS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DeskConverter, "desk")

app_name = "desks"
urlpatterns = [
    path("", home.home, name="home"),
    *[path(f"{key}/", lists.desk_list, {"key": key}, name=key) for key in DESKS],
    path("<desk:key>/find/", lists.find, name="find"),
    path("<desk:key>/export/", lists.export, name="export"),
    path("posts/<uuid:post>/", posts.post_page, name="post"),
    path("partnership/", partnership.tasks, name="partnership"),
    path("hotel-watch/", champion.champion, name="champion"),
    path("hotel-watch/<uuid:premises>/", champion.champion_of, name="champion_of"),
    path("hotel-watch/premises/", coordinator.coordinator, name="coordinator"),
]
