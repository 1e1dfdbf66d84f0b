"""All requirements, with the trees they rest on, read once and asked many times."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from certification.models import Certificate, Requirement
from certification.rules.cover import CoverRule
from courses import paths
from courses.models import CourseVersion
from partnership.models import Area, Assignment
from partnership.queries import organisations_below


@dataclass(frozen=True)
class VersionFacts:
    """What cover needs of a frozen version: its major number, and by when its coming asked people to come back."""

    major: int
    refresh_required_by: date | None


class RequirementBook:
    """Answers which requirements an assignment is held to, and whether a certificate counts for its role."""

    def __init__(self) -> None:
        self._requirements = list(Requirement.objects.select_related("course", "follows"))
        self._organisations = {
            r.pk: organisations_below([r.organisation_id]) for r in self._requirements if r.organisation_id
        }
        self._areas = _areas_below({r.area_id for r in self._requirements if r.area_id})
        self._versions: dict[int, list[VersionFacts]] = defaultdict(list)
        self._newest: dict[int, CourseVersion] = {}
        self._by_pk: dict[int, CourseVersion] = {}
        for version in CourseVersion.objects.defer("content").order_by("pk"):
            self._versions[version.course_id].append(VersionFacts(version.major, version.refresh_required_by))
            self._newest[version.course_id] = version
            self._by_pk[version.pk] = version
        # Contents are large: a version's is read only when somebody's roles are not those they passed for.
        self._keys = lru_cache(maxsize=4096)(self._keys_of_path)

    def requirements_for(self, assignment: Assignment) -> list[Requirement]:
        """The requirements whose role, organisation and area this assignment falls under, whatever their dates."""
        return [r for r in self._requirements if self._holds(r, assignment)]

    def _holds(self, requirement: Requirement, assignment: Assignment) -> bool:
        if requirement.role_id and requirement.role_id != assignment.role_id:
            return False
        if requirement.role_group_id and requirement.role_group_id != assignment.role.group_id:
            return False
        if requirement.organisation_id and assignment.organisation_id not in self._organisations[requirement.pk]:
            return False
        return not requirement.area_id or assignment.area_id in self._areas[requirement.area_id]

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


def _areas_below(roots: set[int]) -> dict[int, set[int]]:
    children: dict[int | None, list[int]] = defaultdict(list)
    if roots:
        for pk, parent in Area.objects.values_list("pk", "parent_id"):
            children[parent].append(pk)
    found: dict[int, set[int]] = {}
    for root in roots:
        waiting, seen = [root], set()
        while waiting:
            pk = waiting.pop()
            seen.add(pk)
            waiting.extend(children[pk])
        found[root] = seen
    return found
