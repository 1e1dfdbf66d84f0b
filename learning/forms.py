"""What the player's forms may send. Hidden fields say which page was shown, so that an overtaken one is noticed."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from learning.content import Item
from learning.errors import OneAnswerOnly

NOT_HERE = _("Choose one of the answers on this page")


class SceneForm(forms.Form):
    """A choice at a scenario's node."""

    node = forms.CharField(max_length=20, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("What do you do?"),
        error_messages={"required": _("Choose what you would do"), "invalid_choice": NOT_HERE},
    )

    def __init__(self, *args: object, node: Item, **kwargs: object) -> None:
        super().__init__(*args, initial={"node": node["key"]}, **kwargs)  # type: ignore[arg-type,misc]  # Django's own arguments pass through
        self.fields["choice"].choices = [(choice["key"], choice["text"]) for choice in node["choices"]]  # type: ignore[attr-defined]  # a ChoiceField

    def is_of_another_page(self) -> bool:
        """Whether it was sent from a node the learner has left."""
        return self.is_bound and self.data.get("node") != self.initial["node"]


class AnswerForm(forms.Form):
    """An answer to one question of a sitting. Options come in the sitting's order."""

    sitting = forms.IntegerField(widget=forms.HiddenInput)
    question = forms.CharField(max_length=20, widget=forms.HiddenInput)
    answer = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose an answer"),
            "invalid_choice": NOT_HERE,
            "invalid_list": NOT_HERE,
        },
    )

    def __init__(
        self, *args: object, sitting: int, question: Item, options: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, initial={"sitting": sitting, "question": question["key"]}, **kwargs)  # type: ignore[arg-type,misc]  # Django's own arguments pass through
        self.is_single = question["type"] == "single"
        self.options = options
        self.fields["answer"].choices = options  # type: ignore[attr-defined]  # a MultipleChoiceField

    @property
    def sent(self) -> list[str]:
        """What was chosen, as it came: to be shown as chosen again after a mistake."""
        return self.data.getlist("answer") if isinstance(self.data, QueryDict) else []

    def clean_answer(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["answer"]
        if self.is_single and len(chosen) > 1:
            raise forms.ValidationError(str(OneAnswerOnly()))
        return chosen

    def is_of_another_page(self) -> bool:
        """Whether it was sent from another sitting or another question."""
        shown = (str(self.initial["sitting"]), self.initial["question"])
        return self.is_bound and (self.data.get("sitting"), self.data.get("question")) != shown
