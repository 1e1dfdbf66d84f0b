"""Who speaks for a premises: its champion and deputies, with the leave to see their own premises' staff."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from messaging import services as messaging
from partnership import services as partnership
from partnership.models import AccessGrant, Assignment, Person, Role, open_on
from schemes.models import Champion, Premises
from schemes.queries.facts import CHAMPION_ROLE, ROLE_GROUP
from schemes.services.reaching import is_reached, reach_by
from schemes.services.staff import area_of


def name_champion(*, premises: Premises, person: Person, on: date, is_deputy: bool = False) -> Champion:
    """Name a champion, in the place of the one before, or a deputy. Named twice is named once.

    Somebody without a post there gets one: a champion is trained as staff are. Their login, when they have one, may see
    the premises; `grant_waiting` looks after those who get one later.
    """
    with transaction.atomic():
        named = Champion.objects.filter(premises=premises, ends_on=None)
        if found := named.filter(person=person, is_deputy=is_deputy).first():
            return found
        replaced = Q(person=person) if is_deputy else Q(person=person) | Q(is_deputy=False)
        for each in named.filter(replaced):
            end_champion(champion=each, on=on)
        champion = Champion.objects.create(premises=premises, person=person, is_deputy=is_deputy, starts_on=on)
        _give_post(premises, person, on)
        _grant(champion, on)
    return champion


def hand_over(
    *,
    premises: Premises,
    person: Person,
    on: date,
    at: datetime,
    is_deputy: bool = False,
    email: str = "",
    mobile: str = "",
) -> Champion:
    """As `name_champion`, by whoever looks after the premises: who was champion stays as a deputy, so that nobody is
    shut out by their own press, and the one who was named is told. `email` or `mobile` is of who had only a PIN.

    :raises NotTheirs: it opens somebody else's pages.
    """
    with transaction.atomic():
        if email or mobile:
            reach_by(person=person, email=email, mobile=mobile)
        before = Champion.objects.filter(premises=premises, ends_on=None, is_deputy=False).first()
        champion = name_champion(premises=premises, person=person, on=on, is_deputy=is_deputy)
        if not is_deputy and before and before.person_id != person.pk:
            name_champion(premises=premises, person=before.person, on=on, is_deputy=True)
        _tell(champion, at)
    return champion


def _tell(champion: Champion, at: datetime) -> None:
    messaging.write_to(
        email=champion.person.email,
        mobile=champion.person.mobile,
        dedupe_key=f"champion-named:{champion.pk}",
        template="champion_named",
        context={
            "premises": champion.premises.organisation.name,
            "is_deputy": champion.is_deputy,
            "link": settings.PUBLIC_URL + reverse("account_request_login_code"),
        },
        at=at,
    )


def end_champion(*, champion: Champion, on: date) -> None:
    """From `on` they are no longer champion, and see the premises no more. Their post is another matter."""
    with transaction.atomic():
        champion.ends_on = max(on, champion.starts_on)
        champion.save(update_fields=["ends_on"])
        _end_grants(champion, on)


def _end_grants(champion: Champion, on: date) -> None:
    user = champion.person.user
    if user is None:
        return
    grants = AccessGrant.objects.filter(
        user=user,
        kind=AccessGrant.Kind.CHAMPION,
        organisation=champion.premises.organisation_id,
        ends_on=None,
    )
    for grant in grants:
        grant.ends_on = max(on, grant.starts_on)
        grant.save(update_fields=["ends_on"])


def grant_waiting(*, on: date) -> int:
    """Give champions whose login came later the leave that goes with it; returns how many.

    Who has only a PIN has none until they can be reached: it would close their own training to them.
    """
    waiting = Champion.objects.filter(open_on(on), person__user__isnull=False).select_related(
        "person__user", "premises"
    )
    return sum(_grant(champion, on) for champion in waiting)


def _grant(champion: Champion, on: date) -> bool:
    user = champion.person.user
    if user is None or not is_reached(user):
        _end_grants(champion, on)
        return False
    _, is_new = AccessGrant.objects.get_or_create(
        user=user,
        kind=AccessGrant.Kind.CHAMPION,
        organisation_id=champion.premises.organisation_id,
        ends_on=None,
        defaults={"starts_on": on},
    )
    return is_new


def _give_post(premises: Premises, person: Person, on: date) -> None:
    organisation = premises.organisation
    if Assignment.objects.filter(
        open_on(on), person=person, organisation=organisation, role__group__code=ROLE_GROUP
    ).exists():
        return
    Assignment.objects.create(
        person=person,
        organisation=organisation,
        role=Role.objects.get(code=CHAMPION_ROLE),
        area=area_of(organisation),
        starts_on=on,
    )
    partnership.announce_change(person_ids=[person.pk])
