"""A champion lists their staff: who is new gets a post, and those who can be reached an invitation on a chosen day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from common.dates import london_day
from messaging import services as messaging
from partnership import services as partnership
from partnership.models import Assignment, Role
from schemes.models import Premises, StaffInvitation, StaffLink
from schemes.queries.join_codes import join_address
from schemes.queries.staff_lists import waiting_invitations
from schemes.services.join_codes import give_code
from schemes.services.staff import new_post, person_known_by


@dataclass(frozen=True)
class Listed:
    """Somebody to put on the list. `mobile` is in international form."""

    name: str
    role: Role
    email: str = ""
    mobile: str = ""


def list_staff(*, premises: Premises, people: Iterable[Listed], send_on: date, on: date) -> list[Assignment]:
    """A post for each, and an invitation. Whom the page showed as known is not handed over: twice is once there."""
    with transaction.atomic():
        Premises.objects.select_for_update().get(pk=premises.pk)
        return [_list(premises, each, send_on, on) for each in people]


def _list(premises: Premises, each: Listed, send_on: date, on: date) -> Assignment:
    person = person_known_by(each.name, each.mobile, on)
    if each.email and not person.email:
        person.email = each.email
        person.save(update_fields=["email"])
    post = new_post(person, premises.organisation, each.role, "", on)
    StaffLink.objects.create(assignment=post)
    can_be_written_to = bool(each.email or each.mobile)
    StaffInvitation.objects.create(assignment=post, send_on=send_on if can_be_written_to else None)
    partnership.announce_change(person_ids=[person.pk])
    return post


def send_due(*, at: datetime, premises: Premises | None = None) -> int:
    """Write to those whose day has come and who have not joined; once. Returns how many."""
    on = london_day(at)
    due = waiting_invitations(on).filter(send_on__lte=on, sent_at=None)
    if premises:
        due = due.filter(assignment__organisation=premises.organisation_id)
    return sum(_send(invitation, at) for invitation in due)


def send_again(*, invitation: StaffInvitation, at: datetime) -> bool:
    """Write once more to one who has not joined; once a day, however often it is pressed."""
    if not waiting_invitations(london_day(at)).filter(pk=invitation.pk).exists():
        return False
    return _send(invitation, at)


def _send(invitation: StaffInvitation, at: datetime) -> bool:
    person, on = invitation.assignment.person, london_day(at)
    route = messaging.route_to(email=person.email, mobile=person.mobile)
    if route is None:
        return False
    premises = Premises.objects.select_related("organisation").get(organisation=invitation.assignment.organisation_id)
    queued = messaging.queue_message(
        dedupe_key=f"staff-invited:{invitation.pk}:{on}",
        channel=route[0],
        recipient=route[1],
        template="staff_invited",
        context={
            "premises": premises.organisation.name,
            "link": join_address(give_code(premises=premises, on=on)),
        },
        at=at,
    )
    if queued is not None:
        StaffInvitation.objects.filter(pk=invitation.pk).update(sent_at=at)
    return queued is not None
