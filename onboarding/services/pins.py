"""Hotel staff: joining by the premises' code, and coming back by name and PIN where there is no phone.

A PIN is short, so it opens little: nobody who may see others' records signs in by one.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from onboarding.services.registration import proved_contact
from onboarding.services.starting import login_of
from partnership.models import Person, Role
from partnership.queries import person_of
from schemes.models import Premises
from schemes.queries.staff import has_pin_of, link_of
from schemes.services import staff


@dataclass(frozen=True)
class SaidAtHotel:
    """What somebody says when they join."""

    name: str
    role: Role
    shift: str
    agency: str = ""


def join_by_login(*, user: User, premises: Premises, said: SaidAtHotel, on: date, pin: str = "") -> Person:
    """Join as whoever is signed in. Their number is proved, so that somebody known by it at another hotel is the same.

    Pressed twice is once; a second premises is a second post of one person.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        known = person_of(user)
        email, mobile = proved_contact(user)
        joined = _join(premises, said, on, mobile=mobile, pin=pin, person=known)
        if joined.user_id is None and known is None:
            joined.user, joined.email = user, joined.email or email
            joined.save(update_fields=["user", "email"])
        return joined


def join_by_pin(*, premises: Premises, said: SaidAtHotel, pin: str, on: date) -> User | None:
    """Join with a PIN; the login it opens. The same name and PIN again is the same person."""
    with transaction.atomic():
        person = _join(premises, said, on, pin=pin)
        return _by_pin(person, on)


def sign_in_by_pin(*, premises: Premises | None, name: str, pin: str, on: date) -> User | None:
    """The login of who joined here with this name and PIN; None for everybody else, and told alike."""
    named = premises is not None and has_pin_of(premises, name=name, on=on)
    found = link_of(premises, name=name, pin=pin, on=on) if premises and named else None
    if not named:
        make_password(pin)  # as slow as a PIN that is looked at: the clock tells nothing either
    if found is None:
        return None
    with transaction.atomic():
        return _by_pin(found.person, on)


def _join(
    premises: Premises, said: SaidAtHotel, on: date, *, mobile: str = "", pin: str = "", person: Person | None = None
) -> Person:
    joined = staff.join(
        premises=premises,
        name=said.name or (person.display_name if person else ""),
        role=said.role,
        shift=said.shift,
        agency=said.agency,
        on=on,
        mobile=mobile,
        pin=pin,
        person=person,
    )
    return joined.person


def _by_pin(person: Person, on: date) -> User | None:
    person = person.canonical or person
    user = login_of(person)
    may_see_others = user is not None and (user.is_staff or user.access_grants.exclude(ends_on__lte=on).exists())
    return None if may_see_others else user
