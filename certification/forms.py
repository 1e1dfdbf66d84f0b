"""Forms of this room."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files import File
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certification.codes import ALPHABET, tidy_code
from certification.evidence import LARGEST_EVIDENCE, kind_of_evidence
from common import clock
from courses.models import Course

REASONS_TO_DECLINE = (
    _("We could not read the certificate. Please send a clearer photo."),
    _("The certificate does not say who it is for."),
    _("The training was about another subject, or covers only a part of this course."),
    _("It was done too long ago."),
    _("We could not find that provider’s training. Please ask them for a letter."),
)
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


class PriorLearningForm(forms.Form):
    """Training done elsewhere: what, with whom, when, and what shows it. There is no room for anything else."""

    provider = forms.CharField(
        label=_("Who gave the training?"),
        help_text=_("For example a council, a trust or a company."),
        max_length=120,
        error_messages={"required": _("Enter who gave the training.")},
    )
    reference = forms.CharField(
        label=_("What was it called?"),
        help_text=_("As your certificate says."),
        max_length=80,
        error_messages={"required": _("Enter what the training was called.")},
    )
    completed_on = forms.DateField(
        label=_("Which day did you finish it?"),
        help_text=_(
            "It counts from the day it is accepted, and ends as if you had passed here on the day you finished it."
        ),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day, for example 30/11/2025."),
            "invalid": _("Enter a day, for example 30/11/2025."),
        },
    )
    evidence = forms.FileField(
        label=_("Your certificate, as a photo or a PDF"),
        help_text=_("JPEG, PNG or PDF, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={
            "required": _("Choose a photo or a PDF of your certificate."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def clean_completed_on(self) -> date:
        day: date = self.cleaned_data["completed_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Enter the day you finished it."))
        return day

    def clean_evidence(self) -> File:
        """Looked at by its content: what a name says is anybody's guess."""
        file: File = self.cleaned_data["evidence"]
        if file.size > LARGEST_EVIDENCE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Take the photo again at a smaller size."))
        ending = kind_of_evidence(file)
        if not ending:
            raise forms.ValidationError(_("We cannot read this file. Send a photo (JPEG or PNG) or a PDF."))
        file.name = f"{uuid4()}.{ending}"
        return file


class AcceptForm(forms.Form):
    """For which course a claim stands, and whether the local briefing comes first."""

    course = forms.ModelChoiceField(
        label=_("Accept it for"),
        queryset=Course.objects.none(),
        empty_label=_("Choose a course"),
        error_messages={"required": _("Choose the course it stands for.")},
    )
    needs_briefing = forms.BooleanField(
        label=_("Only once they have read the local briefing"),
        help_text=_("Otherwise it counts at once, and they are asked to read it."),
        required=False,
    )

    def __init__(self, *args: Any, courses: QuerySet[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why not, in words the claimant reads. A list, so that it says nothing about anybody."""

    reason = forms.ChoiceField(
        label=_("Why it cannot be accepted"),
        choices=[("", _("Choose a reason")), *((text, text) for text in REASONS_TO_DECLINE)],
        error_messages={"required": _("Choose a reason.")},
    )
