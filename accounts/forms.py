"""allauth's forms in our words. Each says what to enter and, when it is wrong, how to mend it."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext as _


def _say(field: forms.Field, label: str, help_text: str = "", **errors: str) -> None:
    """Put our label, hint and error sentences on one of allauth's fields, and take its placeholder away."""
    field.label, field.help_text = label, help_text
    field.error_messages.update(errors)
    field.widget.attrs.pop("placeholder", None)


def _email(field: forms.Field, help_text: str = "") -> None:
    required, invalid = _("Enter your e-mail address."), _("Enter an e-mail address like name@example.org.")
    _say(field, _("E-mail address"), help_text, required=required, invalid=invalid)


def _code(form: forms.Form) -> None:
    _say(form.fields["code"], _("Code"), _("6 numbers"), required=_("Enter the code from our e-mail."))
    attributes = {"inputmode": "numeric", "class": "govuk-input--code", "spellcheck": "false"}
    form.fields["code"].widget.attrs.update(attributes)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["login"])
        _say(self.fields["password"], _("Password"), required=_("Enter your password."))
        hint = _("Not on a phone or computer that you share")
        _say(self.fields["remember"], _("Keep me signed in on this device"), hint)


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"], _("We send a code to it. It works for 15 minutes."))


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"], _("We send a code to it. It works for 15 minutes."))


class ConfirmPasswordResetCodeForm(allauth_forms.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class _NewPassword(forms.Form):
    """Two fields for a new password, the second to catch a slip of the finger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("At least 10 characters. Three words that do not belong together are strong and easy to remember.")
        _say(self.fields["password1"], _("New password"), hint, required=_("Enter a new password."))
        _say(self.fields["password2"], _("New password again"), required=_("Enter the new password again."))


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    pass


class SetPasswordForm(_NewPassword, allauth_forms.SetPasswordForm):
    pass


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Current password"), required=_("Enter your current password."))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Password"), required=_("Enter your password."))
