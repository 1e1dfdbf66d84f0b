"""Moving what stands in a tree: from a day on it stands elsewhere, and what was before that day stays as it was."""

from datetime import date
from typing import Any

from django.db import transaction

from common.spans import Span, without
from partnership.models import Area, Organisation, Role, RoleGroup


def move_organisation(*, organisation: Organisation, to: Organisation | None, on: date) -> None:
    """From `on` it stands under `to` (None: at the top); on or before its first day this corrects a mistake.

    A move that was planned for a later day is given up: the newest word holds from `on`.
    """
    with transaction.atomic():
        moved = Organisation.objects.select_for_update().get(pk=organisation.pk)
        _keep_what_was(moved.earlier_parents, {"parent": moved.parent}, on=on, since=moved.valid_from)
        moved.parent = organisation.parent = to
        moved.save(update_fields=["parent"])


def move_area(*, area: Area, to: Area | None, on: date) -> None:
    """As `move_organisation`, for where an area lies."""
    with transaction.atomic():
        moved = Area.objects.select_for_update().get(pk=area.pk)
        _keep_what_was(moved.earlier_parents, {"parent": moved.parent}, on=on, since=moved.valid_from)
        moved.parent = area.parent = to
        moved.save(update_fields=["parent"])


def move_role(*, role: Role, to: RoleGroup, on: date) -> None:
    """As `move_organisation`, for the group a role belongs to."""
    with transaction.atomic():
        moved = Role.objects.select_for_update().get(pk=role.pk)
        _keep_what_was(moved.earlier_groups, {"group": moved.group}, on=on, since=moved.valid_from or date.min)
        moved.group = role.group = to
        moved.save(update_fields=["group"])


def _keep_what_was(earlier: Any, stood: dict[str, Any], *, on: date, since: date) -> None:
    """Of the earlier places (a related manager) what is before `on` stays; where it stood last becomes one of them."""
    earlier.filter(starts_on__gte=on).delete()
    earlier.filter(ends_on__gt=on).update(ends_on=on)
    if on > since:
        told = [Span(*days) for days in earlier.values_list("starts_on", "ends_on")]
        for span in without(Span(date.min, on), told):
            earlier.create(**stood, starts_on=span.starts_on, ends_on=span.ends_on)
