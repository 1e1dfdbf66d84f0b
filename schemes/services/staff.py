"""Staff of a premises: they join by its code, and move with it."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from partnership import services as partnership
from partnership.models import Area, Assignment, Organisation, Person, Role, open_on
from schemes.models import Premises, StaffConfirmation, StaffLink
from schemes.queries.staff import link_of, person_by_phone
from schemes.queries.staff_lists import listed_as


@dataclass(frozen=True)
class Joined:
    """`is_new` is False where they were known at this premises already, and so were confirmed again."""

    person: Person
    assignment: Assignment
    is_new: bool


def join(
    *,
    premises: Premises,
    name: str,
    role: Role,
    shift: str,
    on: date,
    mobile: str = "",
    pin: str = "",
    agency: str = "",
    person: Person | None = None,
) -> Joined:
    """Somebody says that they work here. The same phone (or name and PIN) at the same premises twice is one.

    `mobile` is in international form. `person` is who is signed in, when somebody is. Nobody else has to match them:
    the premises' own code did. Safe to call twice, and at once.
    """
    with transaction.atomic():
        Premises.objects.select_for_update().get(pk=premises.pk)  # two at once take turns
        known = _own_post(premises, person, on) or link_of(premises, name=name, on=on, mobile=mobile, pin=pin)
        known = known or _listed(premises, person, name, mobile, on)
        found = known or new_post(person or person_known_by(name, mobile, on), premises.organisation, role, agency, on)
        _write_link(found, shift, agency, pin)
        StaffConfirmation.objects.get_or_create(assignment=found, confirmed_on=on)
        partnership.announce_change(person_ids=[found.person_id])
    return Joined(found.person, found, is_new=known is None)


def _own_post(premises: Premises, person: Person | None, on: date) -> Assignment | None:
    if person is None:
        return None
    return Assignment.objects.filter(open_on(on), person=person, organisation=premises.organisation_id).first()


def _listed(premises: Premises, person: Person | None, name: str, mobile: str, on: date) -> Assignment | None:
    """The post a champion listed them with before they joined: theirs now, whoever they turn out to be."""
    post = listed_as(premises, name=person.display_name if person else name, on=on)
    if post is None:
        return None
    placeholder = post.person
    holder = person or (person_by_phone(mobile, name=name) if mobile else None) or placeholder
    if holder == placeholder:
        Person.objects.filter(pk=placeholder.pk).update(display_name=name, sort_name=name, mobile=mobile)
        placeholder.refresh_from_db()
    else:
        post.person = holder
        post.save(update_fields=["person"])
        placeholder.delete()
    return post


def person_known_by(name: str, mobile: str, on: date) -> Person:
    """Somebody who works in another hotel as well is the same person."""
    known = person_by_phone(mobile, name=name) if mobile else None
    return known or Person.objects.create(display_name=name, sort_name=name, mobile=mobile, verified_on=on)


def new_post(person: Person, place: Organisation, role: Role, agency: str, on: date) -> Assignment:
    return Assignment.objects.create(
        person=person,
        organisation=place,
        role=role,
        area=area_of(place),
        contract=Assignment.Contract.AGENCY if agency else Assignment.Contract.EMPLOYED,
        starts_on=on,
    )


def area_of(place: Organisation) -> Area:
    """The district a premises stands in: every one has one."""
    if place.area is None:
        raise ValueError(f"Organisation {place.pk} stands in no district")
    return place.area


def _write_link(assignment: Assignment, shift: str, agency: str, pin: str) -> None:
    values = {"shift": shift, "agency_name": agency}
    link, is_new = StaffLink.objects.get_or_create(assignment=assignment, defaults=values)
    if not is_new:
        link.shift, link.agency_name = shift or link.shift, agency or link.agency_name
    if pin and not link.pin_hash:
        link.pin_hash = make_password(pin)
    link.save()


def move_staff(*, of: Premises, to: Premises, on: date) -> int:
    """Everybody in post at one premises goes to another: their post ends and a new one begins, their record stays."""
    posts = Assignment.objects.filter(open_on(on), organisation=of.organisation_id).select_related("person", "role")
    with transaction.atomic():
        for post in list(posts):
            partnership.end_assignment(assignment=post, on=max(on, post.starts_on))
            link = StaffLink.objects.filter(assignment=post).first() or StaffLink()
            moved = new_post(post.person, to.organisation, post.role, link.agency_name, on)
            _write_link(moved, link.shift, link.agency_name, "")
    return len(posts)
