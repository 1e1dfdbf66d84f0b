"""allauth's forms in our words. Each says what to enter and, when it is wrong, how to mend it."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.phones import in_international_form


def _say(field: forms.Field, label: str, help_text: str = "", **errors: str) -> None:
    """Put our label, hint and error sentences on one of allauth's fields, and take its placeholder away."""
    field.label, field.help_text = label, help_text
    field.error_messages.update(errors)
    field.widget.attrs.pop("placeholder", None)


def _email(field: forms.Field, help_text: str = "") -> None:
    required, invalid = _("Enter your e-mail address."), _("Enter an e-mail address like name@example.org.")
    _say(field, _("E-mail address"), help_text, required=required, invalid=invalid)


def _code(form: forms.Form) -> None:
    _say(form.fields["code"], _("Code"), _("6 numbers"), required=_("Enter the code from our message."))
    attributes = {"inputmode": "numeric", "class": "govuk-input--code", "spellcheck": "false"}
    form.fields["code"].widget.attrs.update(attributes)


def _shared() -> forms.BooleanField:
    """Whether others use the device too (accounts.shared)."""
    hint = _("You are signed out after 20 minutes, and your name is not shown at the end.")
    return forms.BooleanField(required=False, label=_("Others use this phone or computer too"), help_text=hint)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["login"])
        _say(self.fields["password"], _("Password"), required=_("Enter your password."))
        hint = _("Not on a phone or computer that you share")
        _say(self.fields["remember"], _("Keep me signed in on this device"), hint)
        self.fields["shared"] = _shared()


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    """One field for an e-mail address or, where texts are sent, a mobile number: nobody has to say which it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SMS_TRANSPORT:
            _email(self.fields["email"], _("We send a code to it. It works for 15 minutes."))
            return
        self.fields["email"] = forms.CharField(max_length=254)
        label, hint = _("Mobile number or e-mail address"), _("We send a code to it. It works for 15 minutes.")
        _say(self.fields["email"], label, hint, required=_("Enter your mobile number or your e-mail address."))
        self.fields["email"].widget.attrs.update({"autocomplete": "username", "spellcheck": "false"})

    def clean_email(self) -> str:
        """The address; or nothing, and the number in `phone`, which the rest of allauth's flow takes from there."""
        typed = self.cleaned_data["email"].strip()
        phone = None if "@" in typed else in_international_form(typed)
        if phone is not None:
            self.cleaned_data["phone"] = phone
            self.cleaned_data["phone"] = self.clean_phone()
            return ""
        try:
            validate_email(typed)
        except forms.ValidationError as error:
            wrong = _("Enter a mobile number like 07700 900123, or an e-mail address like name@example.org.")
            raise forms.ValidationError(wrong) from error
        return str(super().clean_email())

    def clean(self) -> dict[str, Any]:
        return dict(self.cleaned_data)  # allauth's own asks that one of two fields be empty; here there is one field


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)
        self.fields["shared"] = _shared()


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
