"""Where allauth's sign-in bends to ours: nobody signs up by themselves, and every sentence is plain."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Phone, User
from common.texts import send_text


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the person who runs your training."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both, or have a code sent to you instead."
        ),
        "enter_current_password": _("That is not your current password. Enter it again."),
        "incorrect_code": _("That code is not right. Check the newest message from us, then enter the code again."),
        "incorrect_password": _("That is not your current password. Enter it again."),
        "invalid_password_reset": _("That code has been used or is too old. Ask for a new one."),
        "rate_limited": _("You have asked several times. Wait a minute, then ask again."),
        "too_many_login_attempts": _("There were too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from rosters and invitations, so that each one belongs to a person we can count."""
        return False

    # A mobile number opens a login by a code in a text, as an address does by one in an e-mail.

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """One text, at once: a code is of no use an hour later, so it is not kept in the outbox."""
        send_text(recipient=phone, body=render_to_string("account/sms/login_code.txt", {"code": code}).strip())

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        phone = Phone.objects.filter(user=user).first()
        return (phone.number, phone.is_verified) if phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        Phone.objects.update_or_create(user=user, defaults={"number": phone, "is_verified": verified})

    def set_phone_verified(self, user: Any, phone: str) -> None:
        Phone.objects.filter(user=user, number=phone).update(is_verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        found = Phone.objects.select_related("user").filter(number=phone, user__is_active=True).first()
        return found.user if found else None

    def format_email_subject(self, subject: str) -> str:
        return str(subject)
