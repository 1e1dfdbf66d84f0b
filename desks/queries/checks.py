"""What waits to be done across the rooms, as counts: never a name. Each says where to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.inserts import missing_inserts
from courses.models import Course, CourseVersion, LocalInsert
from lrs.models import Forward
from lrs.outbox import lag_of
from messaging.models import MOST_TRIES, Message
from onboarding.models import Suggestion
from partnership.models import AccessGrant, Area, Assignment, open_on
from partnership.queries import users_without_person
from reporting.models import Snapshot
from reporting.months import last_before
from schemes.models import Headcount
from schemes.queries.hotels import known_premises

STALE_HEADCOUNT_DAYS = 100
STALE_INSERT_DAYS = 365
GRANT_DAYS = 30
SLOW = timedelta(hours=1)


@dataclass(frozen=True)
class Check:
    """Something that may wait: how much of it, what it means, where to go. `url` is "" where `where` says it all."""

    name: str
    count: int
    meaning: str
    where: str
    url: str = ""

    @property
    def is_open(self) -> bool:
        return self.count > 0


def for_the_partnership(on: date, at: datetime) -> list[Check]:
    """The partnership manager's tasks, open ones first."""
    checks = [
        suggestions(),
        matches(on),
        messages(at),
        forwarding(),
        headcounts(on),
        inserts_missing(on),
        month_end(on),
    ]
    return sorted(checks, key=lambda check: not check.is_open)


def for_the_administrator(on: date, at: datetime) -> list[Check]:
    checks = [logins(), matches(on), grants_ending(on), messages(at), forwarding(), inserts_stale(on), month_end(on)]
    return sorted(checks, key=lambda check: not check.is_open)


def logins() -> Check:
    return Check(
        _("Logins waiting for a match"),
        users_without_person().count(),
        _("They signed in, and no register names them yet. They can learn; they are not counted."),
        _("See who may sign in"),
        reverse("wagtailusers_users:index"),
    )


def suggestions() -> Check:
    return Check(
        _("Possible matches to decide"),
        Suggestion.objects.filter(decided_at=None).count(),
        _("Two records that may be one person. Until somebody decides, they stay two, and may be counted twice."),
        _("Decide them"),
        reverse("rosters:matching"),
    )


def matches(on: date) -> Check:
    return Check(
        _("People waiting to be matched"),
        Assignment.objects.filter(open_on(on), is_unmatched=True).count(),
        _("They said where they work. Until a register or an officer agrees, they are not counted."),
        _("The officer of the body they named: licensing, the hotel’s champion, or the training lead."),
    )


def messages(at: datetime) -> Check:
    unsent = Message.objects.filter(sent_at=None, cancelled_at=None, not_before__lt=at - SLOW)
    given_up = unsent.filter(tries__gte=MOST_TRIES).count()
    return Check(
        _("Messages not sent"),
        unsent.count(),
        _("Due for over an hour. %(number)s of them were tried %(most)s times and will not be tried again.")
        % {"number": given_up, "most": MOST_TRIES},
        _("Whoever runs Lookout: the mail or text settings."),
    )


def forwarding() -> Check:
    stores = list(Forward.objects.filter(is_on=True))
    return Check(
        _("Statements not forwarded"),
        sum(lag_of(store).waiting for store in stores),
        _("Waiting to go to other record stores (%(number)s in use). Nothing is lost: they are tried again.")
        % {"number": len(stores)},
        _("Whoever runs Lookout: “Record stores” in the CMS."),
    )


def headcounts(on: date) -> Check:
    newest = Headcount.objects.filter(premises=OuterRef("pk"), declared_on__lte=on).order_by("-declared_on")
    told = known_premises(on).annotate(told_on=Subquery(newest.values("declared_on")[:1]))
    return Check(
        _("Hotels whose headcount is stale"),
        told.filter(told_on__lt=on - timedelta(days=STALE_HEADCOUNT_DAYS)).count(),
        _("Declared over 100 days ago. Their coverage is shown hatched, and after a year not at all."),
        _("The Hotel Watch coordinator asks their champions."),
    )


def inserts_missing(on: date) -> Check:
    return Check(
        _("Local inserts missing or stale"),
        sum(1 for _missing in _missing_inserts(on)),
        _("Courses need them in an area, and they have no value there, or one nobody checked for a year."),
        _("The editors: “Local inserts” in the CMS. Each course’s page says which."),
    )


def _missing_inserts(on: date) -> Iterator[object]:
    """As many reads as courses × districts, however many people there are."""
    districts = list(Area.objects.filter(kind=Area.Kind.DISTRICT).select_related("parent__parent"))
    newest = CourseVersion.objects.filter(course=OuterRef("pk")).order_by("-pk")
    for course in Course.objects.annotate(content=Subquery(newest.values("content")[:1])).exclude(content=None):
        for area in districts:
            yield from missing_inserts(course, area, on, course.content)


def inserts_stale(on: date) -> Check:
    stale = LocalInsert.objects.newest().filter(checked_on__lt=on - timedelta(days=STALE_INSERT_DAYS))
    return Check(
        _("Local inserts nobody checked for a year"),
        stale.count(),
        _("A number on a reporting card may no longer be right."),
        _("See all local inserts"),
        reverse(LocalInsert.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
    )


def grants_ending(on: date) -> Check:
    ending = AccessGrant.objects.filter(open_on(on), ends_on__lte=on + timedelta(days=GRANT_DAYS))
    return Check(
        _("Access grants that end within 30 days"),
        ending.count(),
        _("Then their holders no longer see what they see now. Ask whether they still need to."),
        _("See access grants"),
        reverse(AccessGrant.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
    )


def month_end(on: date) -> Check:
    is_kept = Snapshot.objects.filter(on=last_before(on)).exists()
    return Check(
        _("Month ends not kept"),
        0 if is_kept else 1,
        _("The figures of the last month end are counted once and kept, the night after."),
        _("Whoever runs Lookout: “manage.py month_ends --fill”."),
    )
