"""The first champion of a premises: named by the coordinator, and let in by their own address or number."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.services import login_for
from messaging import services as messaging
from partnership.models import Person, Role
from schemes.models import Champion, Premises
from schemes.queries.facts import CHAMPION_ROLE
from schemes.services.champions import name_champion
from schemes.services.staff import join


def invite_champion(
    *, premises: Premises, name: str, on: date, at: datetime, email: str = "", mobile: str = ""
) -> Champion:
    """Name somebody who has not joined yet as champion, with a post, a login and a message that says where to go.

    `email` or `mobile` (international form) is theirs: signing in takes a code sent to it, so the coordinator opens the
    premises to nobody else. Somebody who has that login already is that person. Twice is once.
    """
    with transaction.atomic():
        user = login_for(email=email, phone=mobile)
        known = Person.objects.filter(user=user).first()
        role = Role.objects.get(code=CHAMPION_ROLE)
        person = join(premises=premises, name=name, role=role, shift="", on=on, mobile=mobile, person=known).person
        if person.user_id is None:
            person.user, person.email = user, person.email or email
            person.save(update_fields=["user", "email"])
        champion = name_champion(premises=premises, person=person, on=on)
        _invite(champion, email, mobile, at)
    return champion


def _invite(champion: Champion, email: str, mobile: str, at: datetime) -> None:
    messaging.write_to(
        email=email,
        mobile=mobile,
        dedupe_key=f"champion-invited:{champion.pk}",
        template="champion_invited",
        context={
            "premises": champion.premises.organisation.name,
            "link": settings.PUBLIC_URL + reverse("account_request_login_code"),
        },
        at=at,
    )
