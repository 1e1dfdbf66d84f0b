"""Where allauth's sign-in bends to ours: nobody signs up by themselves, and every sentence is plain."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the person who runs your training."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both, or have a code sent to you instead."
        ),
        "enter_current_password": _("That is not your current password. Enter it again."),
        "incorrect_code": _("That code is not right. Check the newest e-mail from us, then enter the code again."),
        "incorrect_password": _("That is not your current password. Enter it again."),
        "invalid_password_reset": _("That code has been used or is too old. Ask for a new one."),
        "rate_limited": _("You have asked several times. Wait a minute, then ask again."),
        "too_many_login_attempts": _("There were too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from rosters and invitations, so that each one belongs to a person we can count."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)
