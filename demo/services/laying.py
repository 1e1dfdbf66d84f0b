"""Laying Wealdshire out around a day: structure, courses, people, logins. Safe to repeat, and to stop half-way."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from certification.models import Certificate
from courses import services as courses
from demo import wealdshire
from demo.models import Layout
from demo.premises import PLACES, Place
from demo.services.doors import lay_doors
from demo.services.letters import clear_reminders, lay_reminders
from demo.services.lists import clear_lists, lay_lists
from demo.services.logins import lay_logins
from demo.services.people import lay_people
from demo.services.premises import clear_premises, lay_hotel_requirement, lay_premises
from demo.services.prior import clear_prior_learning, lay_prior_learning
from demo.services.sessions import clear_sessions, lay_sessions
from demo.services.structure import lay_places_and_roles, lay_requirements_and_board
from learning.models import Attempt
from partnership.models import ActorId, Assignment, Person
from reporting import services as reporting

COURSES = Path(__file__).resolve().parent.parent / "courses"
Say = Callable[[str], None]


def lay_out(
    *,
    on: date,
    at: datetime,
    with_people: bool,
    say: Say,
    plans: Sequence[wealdshire.Plan] = wealdshire.PLANS,
    places: Sequence[Place] = PLACES,
) -> bool:
    """Lay the demo out around `on`; False when it is laid out so already and nothing was changed.

    Another day, or a laying that was stopped, clears the invented people (never anybody else) and begins again.
    """
    lay_places_and_roles()
    for path in sorted(COURSES.glob("[0-9]*.md")):
        imported = courses.import_course(text=path.read_bytes(), on=on, at=at)
        say(f"{imported.course.title}: {imported.outcome}")
    lay_requirements_and_board()
    lay_hotel_requirement()
    last = Layout.objects.order_by("-pk").first()
    if last and last.completed_at and (last.on, last.has_people) == (on, with_people):
        lay_logins(on=on)
        return False
    if last:
        say("clearing the invented people of the last laying-out")
        clear_people()
    layout = Layout.objects.create(on=on, has_people=with_people, begun_at=at)
    if with_people:
        lay_premises(places=places, on=on, at=at)
        say(f"{len(places)} premises")
        lay_people(plans=plans, on=on, at=at, say=say)
        lay_doors(on=on, at=at)
        lay_prior_learning(on=on, at=at)
        lay_logins(on=on)
        lay_lists(on=on, at=at)
        lay_sessions(on=on, at=at)
        say(f"{lay_reminders(on=on, at=at)} reminders went out yesterday")
        say(f"{len(reporting.fill(on=on, at=at))} month ends counted")
    lay_logins(on=on)
    Layout.objects.filter(pk=layout.pk).update(completed_at=at)
    Layout.objects.exclude(pk=layout.pk).delete()
    return True


def clear_people() -> None:
    """Take the invented people away with all that hangs on them, and the month ends that counted them. Their statements
    stay: a record is never edited.

    The link from a statement's actor to a person goes, as it does when anybody is erased.
    """
    invented = Person.objects.filter(is_fictional=True)
    with transaction.atomic():
        clear_premises()
        clear_prior_learning()
        clear_lists()
        clear_sessions()
        clear_reminders()
        reporting.forget_all()
        ActorId.objects.filter(person__in=invented).update(person=None)
        Certificate.objects.filter(person__in=invented, base__isnull=False).delete()
        Certificate.objects.filter(person__in=invented).delete()
        Attempt.objects.filter(person__in=invented).delete()
        Assignment.objects.filter(person__in=invented).delete()
        invented.delete()
