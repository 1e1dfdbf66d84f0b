"""All requirements, with the trees they rest on, read once and asked many times."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from certification.models import Certificate, Requirement
from certification.rules.cover import CoverRule
from common.spans import ALWAYS, Span, in_both
from courses import paths
from courses.models import CourseVersion
from partnership.models import Assignment, Role
from partnership.queries import area_tree, organisation_tree, role_groups


@dataclass(frozen=True)
class VersionFacts:
    """What cover needs of a frozen version: its major number, and by when its coming asked people to come back."""

    major: int
    refresh_required_by: date | None


class RequirementBook:
    """Answers which requirements an assignment is held to, and whether a certificate counts for its role."""

    def __init__(self) -> None:
        self._requirements = list(Requirement.objects.select_related("course", "follows"))
        organisations, areas = organisation_tree(), area_tree()
        self._organisations = {
            pk: organisations.below(pk) for pk in {r.organisation_id for r in self._requirements} if pk
        }
        self._areas = {pk: areas.below(pk) for pk in {r.area_id for r in self._requirements} if pk}
        self._groups = role_groups()
        self._versions: dict[int, list[VersionFacts]] = defaultdict(list)
        self._newest: dict[int, CourseVersion] = {}
        self._by_pk: dict[int, CourseVersion] = {}
        for version in CourseVersion.objects.defer("content").order_by("pk"):
            self._versions[version.course_id].append(VersionFacts(version.major, version.refresh_required_by))
            self._newest[version.course_id] = version
            self._by_pk[version.pk] = version
        self._role_codes = dict(Role.objects.values_list("pk", "code"))
        self._asked: dict[tuple[int, int, int], list[tuple[Requirement, list[Span]]]] = {}
        # Contents are large: a version's is read only when somebody's roles are not those they passed for.
        self._keys = lru_cache(maxsize=4096)(self._keys_of_path)

    def requirements_for(self, assignment: Assignment) -> list[tuple[Requirement, list[Span]]]:
        """The requirements whose role, organisation and area this assignment falls under, and on which days it does:
        the trees move, and what was asked in March was asked by March's tree. Their own dates are not looked at.
        """
        key = assignment.role_id, assignment.organisation_id, assignment.area_id
        if key not in self._asked:
            held = ((r, self._days(r, assignment)) for r in self._requirements)
            self._asked[key] = [(requirement, days) for requirement, days in held if days]
        return self._asked[key]

    def role_code(self, assignment: Assignment) -> str:
        return self._role_codes[assignment.role_id]

    def _days(self, requirement: Requirement, assignment: Assignment) -> list[Span]:
        if requirement.role_id and requirement.role_id != assignment.role_id:
            return []
        days = [ALWAYS]
        if requirement.role_group_id:
            groups = self._groups[assignment.role_id]
            days = [span for group, span in groups if group == requirement.role_group_id]
        if requirement.organisation_id:
            below = self._organisations[requirement.organisation_id]
            days = in_both(days, below.get(assignment.organisation_id, ()))
        if requirement.area_id:
            days = in_both(days, self._areas[requirement.area_id].get(assignment.area_id, ()))
        return days

    @staticmethod
    def cover_rule(requirement: Requirement) -> CoverRule:
        earlier = requirement.follows if requirement.follows and not requirement.applies_to_existing else None
        return CoverRule(
            validity_months=requirement.validity_months,
            effective_from=requirement.effective_from,
            earlier_validity_months=earlier.validity_months if earlier else None,
            new_term_months=requirement.new_term_months,
            new_term_grace_days=requirement.new_starter_grace_days,
        )

    def counts_for(self, certificate: Certificate, role_code: str) -> bool:
        """Whether a certificate stands for all that a role meets (FORMAT.md section 3.1).

        Compared within the certificate's own version, or the newest for a pass from before this platform: a lesson
        added
        later must never untrain anybody overnight.
        """
        if role_code in certificate.role_codes:
            return True
        version = self._by_pk.get(certificate.version_id or 0) or self._newest.get(certificate.course_id)
        if version is None:
            return True  # an external course has one path
        held = frozenset(certificate.items) or self._keys(version.pk, tuple(sorted(certificate.role_codes)))
        return self._keys(version.pk, (role_code,)) <= held

    def _keys_of_path(self, version_id: int, role_codes: tuple[str, ...]) -> frozenset[str]:
        return frozenset(paths.resolve(self._by_pk[version_id].content, role_codes).keys)

    def refresh_required_by(self, certificate: Certificate) -> date | None:
        """The day by which holders of this certificate are asked to come back, because its version was superseded."""
        if certificate.version_id is None:
            return None
        major = self._by_pk[certificate.version_id].major
        asked = [
            v.refresh_required_by
            for v in self._versions[certificate.course_id]
            if v.major > major and v.refresh_required_by
        ]
        return min(asked, default=None)
