"""Wealdshire's structure: areas, organisations, roles, requirements, board rows. Safe to repeat; changes nothing
twice.
"""

from datetime import date

from certification.models import Requirement
from courses.models import Course
from demo import wealdshire
from onboarding.models import OrganisationAlias
from partnership.models import Area, Organisation, Role, RoleGroup
from reporting.models import Group, Tile

SINCE = date(2009, 4, 1)
REQUIRED_SINCE = date(2018, 4, 1)
# What organisations are called on other systems' lists, beside their own code and their council's GSS code.
ROSTER_ALIASES = {"ZZ9": "WHFT"}


def lay_places_and_roles() -> None:
    """What the courses need to be imported: areas for their local inserts, and the role catalogue."""
    county, _ = Area.objects.get_or_create(
        code=wealdshire.COUNTY,
        defaults={"name": "Wealdshire", "short_name": "Wealdshire", "kind": "partnership", "valid_from": SINCE},
    )
    for short, (code, name, _share) in wealdshire.DISTRICTS.items():
        defaults = {"name": name, "short_name": short, "kind": "district", "parent": county, "valid_from": SINCE}
        Area.objects.get_or_create(code=code, defaults=defaults)
    for code, (name, roles) in wealdshire.ROLE_GROUPS.items():
        group, _ = RoleGroup.objects.get_or_create(code=code, defaults={"name": name})
        for role in roles:
            Role.objects.get_or_create(code=role, defaults={"name": wealdshire.ROLE_NAMES[role], "group": group})
    _lay_organisations()


def _lay_organisations() -> None:
    practices = {
        f"GP-{n:02}": (f"Practice {n:02}", f"Practice {n:02}", "general_practice", "GP", wealdshire.COUNTY)
        for n in range(1, wealdshire.PRACTICES + 1)
    }
    areas = {area.code: area for area in Area.objects.all()}
    for code, (name, short, kind, parent, area) in {**wealdshire.ORGANISATIONS, **practices}.items():
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short,
                "kind": kind,
                "parent": Organisation.objects.get(code=parent) if parent else None,
                "area": areas[area] if area else None,
                "valid_from": SINCE,
            },
        )
    for alias, code in ROSTER_ALIASES.items():
        organisation = Organisation.objects.get(code=code)
        OrganisationAlias.objects.get_or_create(code=alias, defaults={"organisation": organisation})


def lay_requirements_and_board() -> None:
    """A requirement for each group, and the board's rows and tiles. The courses have to be there."""
    organisations = {o.code: o for o in Organisation.objects.all()}
    for position, plan in enumerate(wealdshire.PLANS, start=1):
        for role_group in RoleGroup.objects.filter(code__in=plan.role_group):
            _lay_requirement(plan, role_group, organisations)
        tile, _ = Tile.objects.get_or_create(
            name=plan.tile, defaults={"position": position, "target_percent": wealdshire.TARGETS[plan.tile]}
        )
        group, is_new = Group.objects.get_or_create(
            name=plan.name,
            defaults={
                "tile": tile,
                "position": position,
                "organisation": organisations[plan.organisation] if plan.organisation else None,
            },
        )
        if is_new:
            group.role_groups.set(RoleGroup.objects.filter(code__in=plan.role_group))


def _lay_requirement(plan: wealdshire.Plan, role_group: RoleGroup, organisations: dict[str, Organisation]) -> None:
    rule = plan.rule
    name = plan.name if len(plan.role_group) == 1 else f"{plan.name}: {role_group.name}"
    Requirement.objects.get_or_create(
        name=name,
        defaults={
            "course": Course.objects.get(key=rule.course),
            "role_group": role_group,
            "organisation": organisations[plan.organisation] if plan.organisation else None,
            "basis": rule.basis,
            "basis_note": rule.basis_note,
            "agreed_by": rule.agreed_by,
            "agreed_on": REQUIRED_SINCE,
            "validity_months": rule.validity_months,
            "due_soon_days": rule.due_soon_days,
            "new_starter_grace_days": rule.grace_days,
            "before_start": rule.before_start,
            "new_term_months": rule.new_term_months,
            "effective_from": REQUIRED_SINCE,
        },
    )
