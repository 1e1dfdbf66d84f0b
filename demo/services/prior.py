"""Training done elsewhere in the demo: a few claims for reviewers to look at, and a rule that accepts one course."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from certification import services as certification
from certification.models import EquivalenceRule, PriorLearning
from certification.rules.status import Status
from courses.models import Course
from demo.services.overdue import without_login

# organisation, course, who gave it, what it was called, done and claimed so many days before
CLAIMS = (
    ("ALD", "cse-taxi", "Faraway City Council", "Safeguarding for taxi drivers", 200, 6),
    ("ALD", "cse-taxi", "Bay Driver Training", "Spotting exploitation, online", 410, 17),
    ("ALD", "cse-members", "Faraway County Council", "Members and child exploitation", 150, 3),
    ("WHFT", "cse-health", "Faraway Hospitals NHS Trust", "Safeguarding children, level 3", 300, 9),
)
RULE = ("Faraway City Council", "CSE-OTHER", "cse-taxi")


def lay_prior_learning(*, on: date, at: datetime) -> None:
    """Claims of overdue people, with a picture as evidence. They wait, so no figure moves."""
    provider, reference, course = RULE
    EquivalenceRule.objects.get_or_create(
        reference=reference,
        course=Course.objects.get(key=course),
        defaults={
            "provider": provider,
            "approved_by": "the licensing officers’ group",
            "approved_on": on - timedelta(days=90),
            "ends_on": on + timedelta(days=640),
        },
    )
    taken: set[int] = set()
    for organisation, asked, provider, reference, done, sent in CLAIMS:
        duty = _overdue(organisation, asked, on, taken)
        if duty is None:  # Wealdshire in miniature
            continue
        taken.add(duty.assignment.person_id)
        certification.claim_prior(
            person=duty.assignment.person,
            organisation=duty.assignment.organisation,
            course=duty.requirement.course,
            provider=provider,
            reference=reference,
            completed_on=on - timedelta(days=done),
            evidence=ContentFile(_picture(provider, reference), name="certificate.png"),
            at=at - timedelta(days=sent),
        )


def _overdue(organisation: str, course: str, on: date, taken: set[int]) -> Any:
    """Somebody there who has not begun the course; None when there is nobody."""
    found = without_login(organisation, course, on, statuses=(Status.NEVER_STARTED,))
    # The first of each are the demo's own people, who have their login later.
    return found.exclude(assignment__person__in=taken).order_by("-pk").first()


def _picture(provider: str, reference: str) -> bytes:
    """A certificate as somebody would photograph it, and invented."""
    paper = Image.new("RGB", (640, 420), "#fbf6ea")
    draw = ImageDraw.Draw(paper)
    draw.rectangle((16, 16, 624, 404), outline="#0f3d4c", width=4)
    for line, text in enumerate((provider, "Certificate of attendance", reference, "An invented certificate")):
        draw.text((60, 80 + 70 * line), text.replace("’", "'"), fill="#0f3d4c", font_size=28)
    made = BytesIO()
    paper.save(made, "PNG")
    return made.getvalue()


def clear_prior_learning() -> None:
    """Take the claims of invented people away, and their files."""
    for claim in PriorLearning.objects.filter(person__is_fictional=True).exclude(evidence=""):
        claim.evidence.delete(save=False)
    PriorLearning.objects.filter(person__is_fictional=True).delete()
