"""Requirements and equivalent training in the CMS, for administrators. What is saved moves the facts it touches."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from certification.models import EquivalenceRule, Requirement
from certification.tasks import look_after_prior_learning, refresh_facts


class RequirementViewSet(SnippetViewSet):
    model = Requirement
    icon = "tasks"
    menu_label = "Requirements"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("name", "course", "role_group", "organisation", "validity_months", "effective_from", "effective_to")
    list_filter = ("course", "role_group", "basis")
    search_fields = ("name",)


register_snippet(RequirementViewSet)


class EquivalenceRuleViewSet(SnippetViewSet):
    """Which training elsewhere is accepted without anybody looking at each pass."""

    model = EquivalenceRule
    icon = "resubmit"
    menu_label = "Equivalent training"
    menu_order = 311
    add_to_admin_menu = True
    list_display = ("provider", "reference", "course", "satisfies", "approved_by", "ends_on")
    list_filter = ("course", "satisfies")
    search_fields = ("provider", "reference")


register_snippet(EquivalenceRuleViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def refresh_after_a_change(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, Requirement):
        _refresh_soon()
    if isinstance(instance, EquivalenceRule):
        transaction.on_commit(look_after_prior_learning.delay, robust=True)


@hooks.register("after_delete_snippet")
def refresh_after_a_removal(request: HttpRequest, instances: list[Any]) -> None:
    if any(isinstance(instance, Requirement) for instance in instances):
        _refresh_soon()


def _refresh_soon() -> None:
    """Everybody's facts, in the background; the nightly run does the same should the task be lost."""
    transaction.on_commit(refresh_facts.delay, robust=True)
