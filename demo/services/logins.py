"""The demo's logins. Their one password is made on this machine and kept in var/, so that none stands in the
repository.
"""

import secrets
from datetime import date
from functools import cache
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from demo.personas import PERSONAS, Persona
from partnership.models import AccessGrant, Organisation, Person

WORDS = [
    "amber",
    "anchor",
    "apple",
    "autumn",
    "beacon",
    "birch",
    "breeze",
    "bridge",
    "candle",
    "cedar",
    "clover",
    "copper",
    "coral",
    "daisy",
    "ember",
    "fern",
    "forest",
    "garden",
    "granite",
    "harbour",
    "hazel",
    "heather",
    "island",
    "ivory",
    "juniper",
    "kettle",
    "lantern",
    "linen",
    "maple",
    "marble",
    "meadow",
    "mellow",
    "mint",
    "moss",
    "olive",
    "orchard",
    "pebble",
    "pepper",
    "plum",
    "quartz",
    "river",
    "robin",
    "saffron",
    "sage",
    "silver",
    "sparrow",
    "spruce",
    "summer",
    "thistle",
    "timber",
    "valley",
    "velvet",
    "violet",
    "walnut",
    "willow",
    "winter",
    "wren",
]


def demo_password() -> str:
    """This machine's demo password: three words and a number, made on first use."""
    path = Path(settings.VAR_DIR) / "demo_password"
    if not path.exists():
        words = "-".join(secrets.choice(WORDS) for _ in range(3))
        path.write_text(f"{words}-{secrets.randbelow(90) + 10}")
        path.chmod(0o600)
    return path.read_text().strip()


@cache
def _hashed() -> str:
    """One hash for all: making one takes a third of a second, on purpose."""
    return make_password(demo_password())


@cache
def _opens(hashed: str) -> bool:
    return check_password(demo_password(), hashed)


def lay_logins(*, on: date) -> None:
    """Make every persona's login, claimed person and grants. Safe to repeat."""
    for persona in PERSONAS:
        with transaction.atomic():
            _lay_login(persona, on)


def _claim(persona: Persona, user: User) -> None:
    """Join the login to its person; those who take no place in the population get a person of their own."""
    if Person.objects.filter(user=user).exists():
        return
    if not Person.objects.filter(email=persona.email, user=None, is_fictional=True).update(user=user):
        Person.objects.create(
            display_name=persona.name, sort_name=persona.name, email=persona.email, user=user, is_fictional=True
        )


def _lay_login(persona: Persona, on: date) -> None:
    user = User.objects.filter(email=persona.email).first() or User.objects.create_user(persona.email)
    if not (user.has_usable_password() and _opens(user.password)):  # a hash costs two thirds of a second
        user.password = _hashed()
    user.is_staff = persona.is_editor
    user.is_superuser = persona.is_administrator
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=persona.email, defaults={"verified": True, "primary": True})
    if persona.is_editor:
        user.groups.add(*Group.objects.filter(name__in=["Editors", "Moderators"]))
    _claim(persona, user)
    for kind, code in persona.grants:
        organisation = Organisation.objects.filter(code=code).first()
        if code and organisation is None:
            continue  # a premises, where Wealdshire is laid out without its people
        AccessGrant.objects.get_or_create(
            user=user,
            kind=kind,
            organisation=organisation,
            defaults={"starts_on": date(2024, 1, 8)},
        )
