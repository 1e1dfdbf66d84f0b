"""Statements of other systems in the CMS: addresses under /cms/records-in/ and an item of the Records menu."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learning.inbound import together, views

addresses = [
    path("", views.waiting, name="waiting"),
    path("<uuid:key>/", views.kind, name="kind"),
    path("<uuid:key>/course/", views.map_course, name="map_course"),
    path("<uuid:key>/find/", views.find, name="find"),
    path("<uuid:key>/match/", views.match, name="match"),
    path("<uuid:key>/ignore/", views.ignore, name="ignore"),
    path("together/<slug:what>/", together.together, name="together"),
    path("undo/<slug:what>/<int:pk>/", views.undo, name="undo"),
]


@hooks.register("register_admin_urls")
def add_addresses() -> list[URLResolver]:
    return [path("records-in/", include((addresses, "learning_inbound")))]


@hooks.register("register_records_menu_item")
def add_item() -> MenuItem:
    return MenuItem(_("From other systems"), reverse("learning_inbound:waiting"), icon_name="download", order=4)
