"""For administrators in the CMS: what rosters call organisations, what trusts call competences, and who is told
covert names.
"""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from onboarding.models import CompetenceCode, NamedOfficer, OrganisationAlias


class OrganisationAliasViewSet(SnippetViewSet):
    model = OrganisationAlias
    icon = "link"
    list_display = ("code", "organisation")
    search_fields = ("code",)


class CompetenceCodeViewSet(SnippetViewSet):
    model = CompetenceCode
    icon = "tag"
    list_display = ("code", "course", "organisation")
    list_filter = ("organisation",)


class NamedOfficerViewSet(SnippetViewSet):
    model = NamedOfficer
    icon = "view"
    list_display = ("organisation", "place", "user")
    list_filter = ("organisation",)


class RosterCodesGroup(SnippetViewSetGroup):
    menu_label = "Roster codes"
    menu_icon = "link"
    menu_order = 310
    items = (OrganisationAliasViewSet, CompetenceCodeViewSet, NamedOfficerViewSet)


register_snippet(RosterCodesGroup)
