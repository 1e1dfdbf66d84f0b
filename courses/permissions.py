"""Who may do what with local inserts in the CMS: whoever Django's permissions let in, but nobody removes one."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class KeptRows(ModelPermissionPolicy):
    """A row that a learner may have been shown stays: it is superseded by a newer one, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))
