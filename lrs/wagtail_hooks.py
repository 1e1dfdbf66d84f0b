"""The record store in the CMS: addresses under /cms/records/ and a menu, for superusers.

Rooms above add to the menu by the hook `register_records_menu_item`.
"""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from lrs.views import credentials, records, stores

addresses = [
    path("", records.statements, name="statements"),
    path("export/", records.export, name="export"),
    path("statement/<uuid:uuid>/", records.statement, name="statement"),
    path("stores/", stores.stores, name="stores"),
    path("stores/add/", stores.store, name="add_store"),
    path("stores/<int:pk>/", stores.store, name="store"),
    path("stores/<int:pk>/again/", stores.send_again, name="send_again"),
    path("stores/<int:pk>/switch/", stores.switch, name="switch_store"),
    path("stores/<int:pk>/remove/", stores.remove, name="remove_store"),
    path("credentials/", credentials.credentials, name="credentials"),
    path("credentials/<int:pk>/revoke/", credentials.revoke, name="revoke"),
]


class RecordsMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_admin_urls")
def add_addresses() -> list[URLResolver]:
    return [path("records/", include((addresses, "lrs_records")))]


@hooks.register("register_admin_menu_item")
def add_menu() -> RecordsMenu:
    items = [
        MenuItem(_("Statements"), reverse("lrs_records:statements"), icon_name="list-ul", order=1),
        MenuItem(_("Other stores"), reverse("lrs_records:stores"), icon_name="upload", order=2),
        MenuItem(_("Credentials"), reverse("lrs_records:credentials"), icon_name="key", order=3),
    ]
    menu = Menu(register_hook_name="register_records_menu_item", items=items)
    return RecordsMenu(_("Records"), menu, icon_name="history", order=320)
