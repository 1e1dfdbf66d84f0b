"""How somebody is reached who had only a PIN: a PIN opens their own training, and a code sent to them the rest."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Phone, User
from accounts.services import login_for
from partnership.models import Person


class NotTheirs(ValueError):
    """The address or number opens somebody else's pages."""


def is_reached(user: User) -> bool:
    """Whether a login is opened by more than a PIN: a code sent to an address or number, or a password."""
    has_way = EmailAddress.objects.filter(user=user).exists() or Phone.objects.filter(user=user).exists()
    return bool(has_way or user.email or user.has_usable_password())


def reach_by(*, person: Person, email: str = "", mobile: str = "") -> None:
    """Write down how somebody is reached. Their login is opened by it once they prove that it is theirs.

    :raises NotTheirs: it opens somebody else's pages.
    """
    with transaction.atomic():
        login = login_for(email=email, phone=mobile)
        if Person.objects.filter(user=login).exclude(pk=person.pk).exists():
            raise NotTheirs
        if person.user_id is None:
            person.user = login
        elif login.pk != person.user_id:
            EmailAddress.objects.filter(user=login).update(user=person.user_id, primary=False)
            Phone.objects.filter(user=login).update(user=person.user_id)
            login.delete()
        person.email, person.mobile = email or person.email, mobile or person.mobile
        person.save(update_fields=["user", "email", "mobile"])
