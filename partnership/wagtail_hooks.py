"""The structure in the CMS, for administrators: areas, organisations, roles and who was given leave to see what.

Only those with the model's permissions see it; editors have none. People are not listed here: rosters bring them.
"""

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from partnership.forms import AreaForm, OrganisationForm, PlacedForm, RoleForm
from partnership.models import AccessGrant, Area, Organisation, Role, RoleGroup


def _panels(form: type[PlacedForm], *fields: str) -> ObjectList:
    """The fields in their order, with the day of a move right below the place."""
    after = fields.index(form.place) + 1
    names = [*fields[:after], "moves_on", *fields[after:]]
    return ObjectList([FieldPanel(name) for name in names], base_form_class=form)


class AreaViewSet(SnippetViewSet):
    model = Area
    icon = "site"
    list_display = ("short_name", "code", "kind", "parent", "valid_from", "valid_to")
    edit_handler = _panels(AreaForm, "code", "name", "short_name", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code")


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ("name", "code", "kind", "parent", "valid_from", "valid_to")
    edit_handler = _panels(
        OrganisationForm, "code", "name", "short_name", "kind", "parent", "area", "valid_from", "valid_to"
    )
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
    edit_handler = _panels(RoleForm, "code", "name", "group", "valid_from", "valid_to")
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
