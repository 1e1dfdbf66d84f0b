"""Forms of this room."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.codes import ALPHABET, tidy_code

SHAPE = re.compile(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{3}}")


class VerifyForm(forms.Form):
    """The code printed on a certificate."""

    code = forms.CharField(
        label=_("Certificate code"),
        max_length=40,
        error_messages={"required": _("Enter the code printed on the certificate.")},
    )

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        if not SHAPE.fullmatch(code):
            raise forms.ValidationError(
                _("Enter the code as it is printed: 16 letters and numbers, for example 7K2M-04QX-9TZB-HD5E.")
            )
        return code
