"""What can be wrong with a step. Each carries one sentence a learner can act on; nothing they did is lost."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class LearningError(Exception):
    """The sentence is `str(error)`."""


class NotPublished(LearningError):
    """The course has no frozen version to start."""

    def __init__(self) -> None:
        super().__init__(_("This course is not ready to start yet. Please come back later."))


class AlreadyPassed(LearningError):
    def __init__(self) -> None:
        super().__init__(_("You have passed this course. You can read it again, but nothing changes."))


class SetAside(LearningError):
    def __init__(self) -> None:
        super().__init__(_("This try was closed because the whole course is now due. Start the course to go on."))


class NotReached(LearningError):
    """A step whose turn has not come."""

    def __init__(self) -> None:
        super().__init__(_("That part comes later. Here is where you are now."))


class NotInSet(LearningError):
    """A key that is not in the attempt's set: a mistyped address or a tampered form."""

    def __init__(self) -> None:
        super().__init__(_("That part is not in your course. Here is where you are now."))


class StalePage(LearningError):
    """A form from a page that has been overtaken, on another device or in another tab."""

    def __init__(self) -> None:
        super().__init__(_("You have gone on since that page was opened. Here is where you are now."))


class UnknownChoice(LearningError):
    def __init__(self) -> None:
        super().__init__(_("Choose one of the answers on this page"))


class NothingChosen(LearningError):
    def __init__(self) -> None:
        super().__init__(_("Choose an answer"))


class OneAnswerOnly(LearningError):
    def __init__(self) -> None:
        super().__init__(_("Choose one answer only"))


class Unanswered(LearningError):
    """Finishing with questions left. `numbers` are their places in the sitting, from 1."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = list(numbers)
        super().__init__(_("Answer every question before you finish"))
