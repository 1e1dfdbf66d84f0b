"""Reading who is who on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Manager, OuterRef, Q, QuerySet

from accounts.models import Phone, User
from common.spans import ALWAYS, Span, without
from partnership.models import (
    Area,
    Assignment,
    EarlierAreaParent,
    EarlierOrganisationParent,
    EarlierRoleGroup,
    Inactivity,
    Organisation,
    Person,
    Role,
    open_on,
)
from partnership.trees import Earlier, Tree


def person_of(user: User | AnonymousUser) -> Person | None:
    """The person this user is, with merges followed; None for a visitor or a login nobody has matched yet."""
    if not user.is_authenticated:
        return None
    person = Person.objects.select_related("canonical").filter(user=user).first()
    return person.canonical or person if person else None


def belongs_to(person: Person) -> Q:
    """What is somebody's own: kept under them, or under a record of theirs that was merged into another."""
    whole = person.canonical_id or person.pk
    return Q(person=whole) | Q(person__canonical=whole)


def users_without_person() -> QuerySet[User]:
    """Logins with a proved address or number that no person has been joined to."""
    by_email = Q(pk__in=EmailAddress.objects.filter(verified=True).values("user"))
    by_phone = Q(pk__in=Phone.objects.filter(is_verified=True).values("user"))
    return User.objects.filter(by_email | by_phone, person=None, is_active=True)


def assignments_on(on: date) -> QuerySet[Assignment]:
    """Assignments that have started, have not ended and are not paused on `on`."""
    paused = Inactivity.objects.filter(open_on(on), assignment=OuterRef("pk"))
    return Assignment.objects.filter(open_on(on)).filter(~Exists(paused))


def assignments_of(person: Person, *, on: date) -> QuerySet[Assignment]:
    """A person's active assignments on `on`, oldest first, with role, organisation and area at hand."""
    own = assignments_on(on).filter(person=person)
    return own.select_related("role", "organisation", "area").order_by("starts_on", "pk")


def is_counted(assignment: Assignment) -> bool:
    """Whether an assignment is held to anything: matched to a register, and not counted by another agency."""
    return not assignment.is_unmatched and assignment.counting_agency_id in (None, assignment.organisation_id)


def role_codes_of(person: Person, *, on: date) -> frozenset[str]:
    """The role codes a person holds on `on`, as the course files write them."""
    return frozenset(assignments_of(person, on=on).values_list("role__code", flat=True))


def area_lineage(area: Area) -> list[Area]:
    """The area and those above it, nearest first."""
    lineage = [area]
    while (parent := lineage[-1].parent) is not None:
        lineage.append(parent)
    return lineage


def organisations_below(roots: Iterable[int], *, on: date) -> set[int]:
    """The ids of these organisations and of all that stood below them on a day, by two reads of the tree."""
    return organisation_tree().below_on(roots, on)


def organisation_tree() -> Tree:
    """The organisation tree over all days."""
    return _tree(Organisation.objects.values_list("pk", "parent_id"), EarlierOrganisationParent.objects)


def area_tree() -> Tree:
    """The area tree over all days."""
    return _tree(Area.objects.values_list("pk", "parent_id"), EarlierAreaParent.objects)


def _tree(parents: Iterable[tuple[int, int | None]], earlier: Manager) -> Tree:
    before = earlier.values_list("child_id", "parent_id", "starts_on", "ends_on")
    return Tree(dict(parents), tuple(Earlier(child, up, Span(start, end)) for child, up, start, end in before))


def role_groups() -> dict[int, list[tuple[int, Span]]]:
    """By role, the groups it has belonged to, each with its days."""
    found: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    for earlier in EarlierRoleGroup.objects.all():
        found[earlier.role_id].append((earlier.group_id, Span(earlier.starts_on, earlier.ends_on)))
    for role, group in Role.objects.values_list("pk", "group_id"):
        found[role].extend((group, span) for span in without(ALWAYS, [span for _, span in found[role]]))
    return found


def role_groups_on(on: date) -> dict[int, int]:
    """By role, the group it belonged to on a day."""
    now = dict(Role.objects.values_list("pk", "group_id"))
    return now | dict(EarlierRoleGroup.objects.filter(open_on(on)).values_list("role_id", "group_id"))
