"""The administrator's part of the CMS home: what needs doing, and who took lists away."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from common import clock
from desks.models import Export
from desks.queries.checks import for_the_administrator

LOOKED_BACK = timedelta(days=30)
MOST_EXPORTS = 10


class WhatNeedsDoing(Component):
    """Checks of all rooms, open ones first, and the newest downloads of lists of people."""

    name = "what-needs-doing"
    order = 20
    template_name = "desks/panels/what_needs_doing.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        checks = for_the_administrator(clock.today(), clock.now())
        exports = Export.objects.filter(happened_at__gte=clock.now() - LOOKED_BACK).select_related("user")
        return {
            "waiting": [check for check in checks if check.is_open],
            "in_order": [check for check in checks if not check.is_open],
            "exports": exports[:MOST_EXPORTS],
            "exports_count": exports.count(),
        }


@hooks.register("construct_homepage_panels")
def add_what_needs_doing(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.is_superuser:
        panels.append(WhatNeedsDoing())
