from django import forms

SHIFTS = [("day", "Day"), ("night", "Night")]


class GalleryForm(forms.Form):
    """One field of each kind the field component draws."""

    email = forms.EmailField(label="E-mail address", help_text="The one your employer has")
    shift = forms.ChoiceField(label="Your shift", choices=SHIFTS, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(label="Your days", choices=SHIFTS, widget=forms.CheckboxSelectMultiple)
    place = forms.ChoiceField(label="Place", choices=[("", "Choose one"), *SHIFTS])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="I have read this")
