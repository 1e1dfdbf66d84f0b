"""For somebody without a phone: an officer registers them, and a code opens their training on a shared device."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Phone, User
from common.dates import london_day
from onboarding.door_queries import holder_of, licences_in_force
from onboarding.models.doors import Registration, StartCode
from onboarding.reading.names import is_similar
from onboarding.secret_codes import hash_of
from onboarding.services import matching_claims, registration
from partnership.models import Person
from schemes.hotel_codes import new_join_code, tidy_join_code
from schemes.rules.licences import number_key


class NotTheirs(Exception):
    """An officer may not do this for that person. The message says why, for the field of the page that it is about."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def start_somebody(
    *, said: registration.Said, by: User, at: datetime, email: str = "", mobile: str = ""
) -> tuple[Registration, str]:
    """Register somebody who stands before an officer, and give them a code. The officer has seen badge and face.

    The licence's holder where number and name agree; else a claim like any other. Twice is once, with a new code.
    """
    with transaction.atomic():
        found = _known(said, at) or _new(said, at)
        if not found.matched_at:
            _match(found, by, at)
        found.refresh_from_db()
        person = found.person.canonical or found.person
        if email or mobile:
            correct_contact(person=person, email=email or person.email, mobile=mobile or person.mobile)
        code = give_code(person=person, by=by, at=at)
    return found, code


def _known(said: registration.Said, at: datetime) -> Registration | None:
    """Matched, or begun by an officer before. Never what somebody only said of themselves: it may have been a lie."""
    same = Registration.objects.filter(authority=said.authority, number_key=number_key(said.number), refused_at=None)
    same = same.filter(Q(matched_at__isnull=False) | Q(person__start_codes__isnull=False)).distinct()
    alike = (claim for claim in same.select_related("person__canonical") if is_similar(claim.name, said.name))
    return next(alike, None)


def _new(said: registration.Said, at: datetime) -> Registration:
    held = licences_in_force(said.authority, said.number, london_day(at)) if said.authority else []
    holder = holder_of(held[0]) if len(held) == 1 else None
    if holder is None or not is_similar(holder.display_name, said.name):
        holder = Person.objects.create(display_name=said.name, sort_name=said.name)
    return registration.record(person=holder, said=said, poster=None, at=at)


def _match(claim: Registration, by: User, at: datetime) -> None:
    held = licences_in_force(claim.authority, claim.number, london_day(at)) if claim.authority else []
    if len(held) == 1 and is_similar(holder_of(held[0]).display_name, claim.name):
        matching_claims.settle(registration=claim, licence=held[0], by=by, at=at)
    elif claim.assignment is None:
        registration.open_claim(registration=claim, on=london_day(at))


def give_code(*, person: Person, by: User, at: datetime) -> str:
    """A code for one person, shown once; those given before open nothing any more. Raises NotTheirs.

    It signs them in, so nobody gets one who signs in to see other people's records.
    """
    user = person.user
    if user and (user.is_staff or user.access_grants.exists()):
        raise NotTheirs(_("They sign in with a code sent to them, because they may see others' records."), "number")
    StartCode.objects.filter(person=person, used_at=None).update(used_at=at)
    code = new_join_code()
    StartCode.objects.create(person=person, code_hash=hash_of(code, use="start"), made_at=at, made_by=by)
    return code


def use_code(typed: str, *, at: datetime) -> User | None:
    """The login that a start code opens, once and within its day; None for any other code."""
    with transaction.atomic():
        fresh = StartCode.objects.select_for_update(of=("self",)).select_related("person__canonical")
        hashed = hash_of(tidy_join_code(typed), use="start")
        found = fresh.filter(code_hash=hashed, used_at=None, made_at__gt=at - StartCode.LIFETIME).first()
        if found is None:
            return None
        found.used_at = at
        found.save(update_fields=["used_at"])
        return login_of(found.person.canonical or found.person)


def login_of(person: Person) -> User | None:
    """A person's login, made when they have none. None for one that was closed."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.user is None:
        locked.user = User.objects.create_user(None)
        locked.save(update_fields=["user"])
        _open_by(locked.user, locked.email, locked.mobile)
    return locked.user if locked.user.is_active else None


def correct_contact(*, person: Person, email: str, mobile: str) -> None:
    """Write down how somebody is reached. A login they have is opened by it from now on, once they prove it is theirs.

    Raises NotTheirs where the address or number opens somebody else's record.
    """
    with transaction.atomic():
        others = Person.objects.exclude(Q(pk=person.pk) | Q(canonical=person)).filter(user__isnull=False)
        if mobile and others.filter(user__phone__number=mobile).exists():
            raise NotTheirs(_("Somebody else signs in with this number. Leave it empty."), "mobile")
        if email and others.filter(user__emailaddress__email__iexact=email).exists():
            raise NotTheirs(_("Somebody else signs in with this address. Leave it empty."), "email")
        Person.objects.filter(pk=person.pk).update(email=email, mobile=mobile)
        if person.user:
            _open_by(person.user, email, mobile)


def _open_by(user: User, email: str, mobile: str) -> None:
    """Not proved yet: the code sent there at the next sign-in does that. What opens somebody else's record stays so."""
    if mobile and not Phone.objects.filter(number=mobile).exclude(user__person=None).exists():
        Phone.objects.filter(number=mobile).delete()
        Phone.objects.update_or_create(user=user, defaults={"number": mobile, "is_verified": False})
    same = EmailAddress.objects.filter(email__iexact=email)
    if email and not same.exclude(user__person=None).exists():
        same.delete()
        EmailAddress.objects.create(user=user, email=email.lower(), verified=False, primary=False)
