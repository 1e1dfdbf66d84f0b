"""Reading who is who on a day."""

from collections.abc import Iterable
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from partnership.models import Area, Assignment, Inactivity, Organisation, Person, open_on


def person_of(user: User | AnonymousUser) -> Person | None:
    """The person this user is, with merges followed; None for a visitor or a login nobody has matched yet."""
    if not user.is_authenticated:
        return None
    person = Person.objects.select_related("canonical").filter(user=user).first()
    return person.canonical or person if person else None


def users_without_person() -> QuerySet[User]:
    """Logins with a verified address that no person has been joined to."""
    verified = EmailAddress.objects.filter(verified=True).values("user")
    return User.objects.filter(person=None, is_active=True, pk__in=verified)


def assignments_on(on: date) -> QuerySet[Assignment]:
    """Assignments that have started, have not ended and are not paused on `on`."""
    paused = Inactivity.objects.filter(open_on(on), assignment=OuterRef("pk"))
    return Assignment.objects.filter(open_on(on)).filter(~Exists(paused))


def assignments_of(person: Person, *, on: date) -> QuerySet[Assignment]:
    """A person's active assignments on `on`, oldest first, with role, organisation and area at hand."""
    own = assignments_on(on).filter(person=person)
    return own.select_related("role", "organisation", "area").order_by("starts_on", "pk")


def role_codes_of(person: Person, *, on: date) -> frozenset[str]:
    """The role codes a person holds on `on`, as the course files write them."""
    return frozenset(assignments_of(person, on=on).values_list("role__code", flat=True))


def area_lineage(area: Area) -> list[Area]:
    """The area and those above it, nearest first."""
    lineage = [area]
    while (parent := lineage[-1].parent) is not None:
        lineage.append(parent)
    return lineage


def organisations_below(roots: Iterable[int]) -> set[int]:
    """The ids of these organisations and of all below them, by one read of the tree."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Organisation.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(children.get(pk, []))
    return found
