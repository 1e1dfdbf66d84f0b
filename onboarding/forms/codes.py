"""A code typed from a poster, a card or a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from schemes.hotel_codes import LENGTH, tidy_join_code


class TextCodeForm(forms.Form):
    """`code` comes out tidy: eight capitals and numbers."""

    code = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = _("Code"), _("8 letters and numbers, like 7K2M 9QXT")
        field.error_messages["required"] = _("Enter the code.")
        field.widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"})

    def clean_code(self) -> str:
        code = tidy_join_code(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("The code has 8 letters and numbers. Look at it again."))
        return code
