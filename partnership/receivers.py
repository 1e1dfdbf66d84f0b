"""News from the door: somebody signed in, so their login is joined to the person it is, if that is certain."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver

from accounts.models import User
from common import clock
from partnership import services


@receiver(user_logged_in, dispatch_uid="partnership.claim_at_sign_in")
def claim_at_sign_in(sender: object, user: User, **_: Any) -> None:
    services.claim_person(user=user, on=clock.today())


@receiver(email_confirmed, dispatch_uid="partnership.claim_at_confirmation")
def claim_at_confirmation(sender: object, email_address: EmailAddress, **_: Any) -> None:
    services.claim_person(user=email_address.user, on=clock.today())
