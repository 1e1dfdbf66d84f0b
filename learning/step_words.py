"""A step of an attempt in words: its title, and how much of one's time it takes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning import content
from learning.models import Attempt
from learning.progress import Step
from learning.queries.attempts import question_keys


def title_of(attempt: Attempt, step: Step) -> str:
    frozen = attempt.version.content
    if step.kind == "lesson":
        return str(content.lesson(frozen, step.key)["title"])
    if step.kind == "scenario":
        return str(content.scenario(frozen, step.key)["title"])
    return _("What changed, and a quick refresh") if step.kind == "refresh" else _("Questions at the end")


def hint_of(attempt: Attempt, step: Step) -> str:
    if step.kind == "lesson":
        minutes = content.lesson(attempt.version.content, step.key)["minutes"]
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if step.kind == "assessment":
        count = len(question_keys(attempt))
        return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    return _("A story: what would you do?") if step.kind == "scenario" else ""
