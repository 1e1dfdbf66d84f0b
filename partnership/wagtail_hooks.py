"""The structure in the CMS, for administrators: areas, organisations, roles and who was given leave to see what.

Only those with the model's permissions see it; editors have none. People are not listed here: rosters bring them.
"""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from partnership.models import AccessGrant, Area, Organisation, Role, RoleGroup


class AreaViewSet(SnippetViewSet):
    model = Area
    icon = "site"
    list_display = ("short_name", "code", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code")


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ("name", "code", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code")


class RoleGroupViewSet(SnippetViewSet):
    model = RoleGroup
    icon = "group"
    list_display = ("name", "code")


class RoleViewSet(SnippetViewSet):
    model = Role
    icon = "user"
    list_display = ("name", "code", "group")
    list_filter = ("group",)
    search_fields = ("name", "code")


class AccessGrantViewSet(SnippetViewSet):
    model = AccessGrant
    icon = "key"
    list_display = ("user", "kind", "organisation", "starts_on", "ends_on")
    list_filter = ("kind", "organisation")
    exclude_form_fields = ("granted_by",)


class StructureGroup(SnippetViewSetGroup):
    menu_label = "Partnership"
    menu_icon = "group"
    menu_order = 300
    items = (OrganisationViewSet, AreaViewSet, RoleGroupViewSet, RoleViewSet, AccessGrantViewSet)


register_snippet(StructureGroup)
