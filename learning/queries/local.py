"""The local notes and numbers of an attempt: those of its area, and of the person's other areas with their names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from courses.inserts import InsertValues, ReportingCard, Viewer, inserts_for, reporting_card
from courses.rendering import fill, render_blocks
from courses.screens import screens_of
from learning.content import Content
from learning.models import Attempt
from partnership.models import Area
from partnership.queries import assignments_of


@dataclass(frozen=True)
class OtherArea:
    name: str
    values: InsertValues


@dataclass(frozen=True)
class Local:
    """What a page fills its placeholders from. `others` is empty for nearly everybody."""

    content: Content
    values: InsertValues
    others: tuple[OtherArea, ...] = ()

    def fill(self, text: str) -> SafeString:
        return fill(text, self.values)

    def screens(self, blocks: list[dict[str, Any]]) -> list[SafeString]:
        """A lesson's blocks by the screens that a phone shows one after the other."""
        return [render_blocks(screen, self.values) for screen in screens_of(blocks)]

    def other_notes(self, blocks: list[dict[str, Any]]) -> list[tuple[str, SafeString]]:
        """The notes among these blocks as the other areas have them, where they differ: (area name, HTML)."""
        notes = [block for block in blocks if block["kind"] == "insert"]
        if not notes:
            return []
        own = render_blocks(notes, self.values)
        rendered = [(area.name, render_blocks(notes, area.values)) for area in self.others]
        return [(name, html) for name, html in rendered if html != own]

    def cards(self) -> list[tuple[str, ReportingCard]]:
        """The reporting card, and one for each other area whose numbers differ."""
        own = reporting_card(self.content, self.values)
        others = [(area.name, reporting_card(self.content, area.values)) for area in self.others]
        return [("", own), *((name, card) for name, card in others if card.rows != own.rows)]


def local_for(attempt: Attempt, *, on: date) -> Local:
    """The attempt's local values on a day: two queries, and one for each further area of a person with several."""
    viewer = viewer_of(attempt, on=on)
    own = inserts_for(course=attempt.course, area=attempt.area, viewer=viewer, on=on)
    others = tuple(
        OtherArea(area.name, inserts_for(course=attempt.course, area=area, viewer=viewer, on=on))
        for area in other_areas(attempt)
    )
    return Local(attempt.version.content, own, others)


def viewer_of(attempt: Attempt, *, on: date) -> Viewer:
    """How much of the local notes this person may see today (FORMAT section 3.3). A role given up no longer counts."""
    person = attempt.person
    if person.verified_on is None:
        return Viewer.PUBLIC
    roles = attempt.version.content["role_codes"]
    holds_role = assignments_of(person, on=on).filter(role__code__in=roles).exists()
    return Viewer.of(is_verified=True, holds_role=holds_role)


def other_areas(attempt: Attempt) -> list[Area]:
    """The areas of the attempt's roles behind the first, in that order."""
    codes = attempt.area_codes[1:]
    found = {area.code: area for area in Area.objects.select_related("parent").filter(code__in=codes)} if codes else {}
    return [found[code] for code in codes if code in found]
