"""Who works at a premises: as many as may be shown to its champion, worst first; who is known by phone or PIN."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.models import Obligation
from certification.queries.status import population, with_status
from certification.rules.status import OVERDUE, Status
from learning.models import Attempt
from messaging.services import route_to
from partnership.models import Assignment, Person, Role, open_on
from schemes.models import Headcount, Premises, StaffLink
from schemes.queries.facts import CHAMPION_ROLE, COURSE, ROLE_GROUP, staff_of
from schemes.queries.hotels import live_links
from schemes.queries.names import called, told_apart

LATELY = timedelta(days=365)  # how far back a champion sees: twelve months (pack section 1.5)


@dataclass(frozen=True)
class Member:
    """One of the staff as the champion sees them: first name and initial, status and dates. Never a score."""

    assignment_id: int
    person_id: int
    name: str
    role: str
    shift: str
    shift_name: str
    agency: str
    joined_on: date
    confirmed_on: date
    is_live: bool
    status: Status
    is_due_soon: bool
    due_on: date | None
    expires_on: date | None
    is_opened: bool
    is_reached: bool
    is_remindable: bool
    reminded_on: date | None = None  # as far as `with_reminders` looked

    @property
    def is_trained(self) -> bool:
        return self.status is Status.CURRENT

    @property
    def needs_training(self) -> bool:
        """Held to it, and not current: not somebody exempt or on leave."""
        return self.is_overdue or self.status is Status.IN_GRACE

    @property
    def is_overdue(self) -> bool:
        return self.status in OVERDUE

    @property
    def last_day(self) -> date | None:
        """The last day on which not being trained is in time."""
        return self.due_on - timedelta(days=1) if self.due_on else None

    @property
    def is_pressing(self) -> bool:
        """Whoever a champion has to see first: not trained, soon to renew, or not counted any more."""
        return self.needs_training or self.is_due_soon or not self.is_live

    def awaits_reminder(self, on: date) -> bool:
        """A reminder is for them, can reach them, and has not gone out this week."""
        return self.needs_training and self.is_remindable and not self.was_reminded(on)

    def was_reminded(self, on: date) -> bool:
        """In the week of `on`."""
        return bool(self.reminded_on and self.reminded_on.isocalendar()[:2] == on.isocalendar()[:2])

    @property
    def urgency(self) -> tuple[int, date]:
        """Overdue first, then due soon, then in grace; within each, the day that presses most."""
        rank = 0 if self.is_overdue else 1 if self.is_due_soon else 2 if self.status is Status.IN_GRACE else 3
        return rank, self.expires_on or self.due_on or date.max


def members(premises: Premises, on: date) -> list[Member]:
    """The open posts of a premises on `on`, those most in need first."""
    own = Premises.objects.filter(pk=premises.pk)
    posts = list(
        staff_of(own)
        .filter(open_on(on))
        .select_related("person", "role", "staff_link")
        .annotate(confirmed=Max("confirmations__confirmed_on"))
    )
    live = set(live_links(own, on).values_list("pk", flat=True))
    standing = _standing(posts, on)
    opened = set(
        Attempt.objects.filter(
            person__in=[post.person_id for post in posts], course__key=COURSE, opened_on__lte=on
        ).values_list("person_id", flat=True)
    )
    names = told_apart({post.pk: called(post.person, _hint(post)) for post in posts})
    found = [
        _member(post, names[post.pk], standing.get(post.pk), post.pk in live, post.person_id in opened)
        for post in posts
    ]
    return sorted(found, key=lambda member: (member.urgency, member.name))


def _hint(post: Any) -> str:
    """What tells two of one name apart."""
    return _("here since %(day)s") % {"day": date_format(post.starts_on, "j F Y")}


def _standing(posts: Iterable[Assignment], on: date) -> dict[int, Obligation]:
    duties = population(on).filter(assignment__in=[post.pk for post in posts], requirement__course__key=COURSE)
    return {duty.assignment_id: duty for duty in with_status(duties, on)}


def _member(post: Any, name: str, duty: Any, is_live: bool, is_opened: bool) -> Member:
    link = getattr(post, "staff_link", None)
    return Member(
        assignment_id=post.pk,
        person_id=post.person_id,
        name=name,
        role=post.role.name,
        shift=link.shift if link else "",
        shift_name=link.get_shift_display() if link else "",
        agency=link.agency_name if link else "",
        joined_on=post.starts_on,
        confirmed_on=max(post.starts_on, post.confirmed or post.starts_on),
        is_live=is_live,
        status=Status(duty.status) if duty else Status.NOT_IN_SCOPE,
        is_due_soon=bool(duty and duty.is_due_soon),
        due_on=duty.due_on if duty else None,
        expires_on=duty.expires_on if duty else None,
        is_opened=is_opened,
        is_reached=bool(post.person.email or post.person.mobile),
        is_remindable=route_to(email=post.person.email, mobile=post.person.mobile) is not None,
    )


@dataclass(frozen=True)
class ShiftCover:
    """Whether a trained person is on a shift. People of different shifts are on each, and do not make it covered."""

    name: str
    staff: int
    trained: int

    @property
    def is_covered(self) -> bool:
        return self.trained > 0

    @property
    def hangs_on_one(self) -> bool:
        """One person off sick, and nobody trained is there."""
        return self.trained == 1 and self.staff > 1


def shift_cover(found: Iterable[Member]) -> list[ShiftCover]:
    """Each shift somebody works on, with how many of those on it are trained. Shifts with nobody are left out."""
    rows = list(found)
    shifts = [(shift.value, shift.label) for shift in StaffLink.Shift]
    return [
        ShiftCover(str(name), len(on_it), sum(member.is_trained for member in on_it))
        for shift, name in shifts
        if (on_it := [member for member in rows if member.shift == shift])
    ]


def roles_to_choose() -> QuerySet[Role]:
    """The roles somebody may join a premises in. A champion is named, and does not choose it."""
    return Role.objects.filter(group__code=ROLE_GROUP).exclude(code=CHAMPION_ROLE).order_by("name")


def declared_before(premises: Premises, on: date) -> Headcount | None:
    """The newest headcount."""
    return Headcount.objects.filter(premises=premises, declared_on__lte=on).order_by("-declared_on", "-pk").first()


def link_of(premises: Premises, *, name: str, on: date, mobile: str = "", pin: str = "") -> Assignment | None:
    """The open post that somebody with this name and phone, or name and PIN, has at a premises; None otherwise.

    One phone may be shared by two who work there: names that share no word are two people.
    """
    posts = staff_of(Premises.objects.filter(pk=premises.pk)).filter(open_on(on)).select_related("person", "staff_link")
    if mobile:
        known = (post for post in posts.filter(person__mobile=mobile) if are_alike(post.person.display_name, name))
        return next(known, None)
    return next((post for post in posts.exclude(staff_link__pin_hash="") if _is_by_pin(post, name, pin)), None)


def has_pin_of(premises: Premises, *, name: str, on: date) -> bool:
    """Whether somebody of this name comes back here by a PIN."""
    posts = staff_of(Premises.objects.filter(pk=premises.pk)).filter(open_on(on)).exclude(staff_link__pin_hash="")
    return any(_words(known) == _words(name) for known in posts.values_list("person__display_name", flat=True))


def _is_by_pin(post: Assignment, name: str, pin: str) -> bool:
    link = getattr(post, "staff_link", None)
    is_same_name = _words(post.person.display_name) == _words(name)
    return bool(pin and link and is_same_name and check_password(pin, link.pin_hash))


def person_by_phone(mobile: str, *, name: str) -> Person | None:
    """The one person with this phone and a name like it, wherever they work: somebody in three hotels is one person."""
    same = Person.objects.filter(mobile=mobile, canonical=None).order_by("pk")
    return next((person for person in same if are_alike(person.display_name, name)), None)


def are_alike(one: str, other: str) -> bool:
    """Whether two ways of writing a name may be one person's: they share a word."""
    return bool(_words(one) & _words(other))


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace(".", " ").split())
