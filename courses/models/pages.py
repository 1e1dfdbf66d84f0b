"""The pages courses are written on. Learners are served from frozen versions; these are for editors and the public."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.blocks.lessons import LessonBlock
from courses.blocks.parts import PROSE_FEATURES
from courses.blocks.questions import QuestionBlock
from courses.blocks.reference import (
    CardLineBlock,
    FactBlock,
    InsertBlock,
    OutcomeBlock,
    TermBlock,
    WordingBlock,
)
from courses.blocks.scenarios import ScenarioBlock


def percent() -> list[Any]:
    return [MinValueValidator(1), MaxValueValidator(100)]


def prose(label: str, **options: Any) -> RichTextField:
    return RichTextField(label, features=PROSE_FEATURES, blank=True, **options)


class CourseIndexPage(Page):
    """The list of courses, at /courses/."""

    intro = models.TextField(blank=True)

    subpage_types: ClassVar = ["courses.CoursePage"]
    template = "courses/index_page.html"

    class Meta:
        verbose_name = "List of courses"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        courses = CoursePage.objects.child_of(self).live().public().order_by("path")
        return {**super().get_context(request, *args, **kwargs), "courses": courses}


class CoursePage(Page):
    """A course, whole: settings, lessons, scenarios, questions, refresher, and what stands beside them."""

    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="pages")
    short_title = models.CharField(max_length=100)
    audience = models.TextField("who it is for")
    role_codes = models.TextField(help_text="Role codes with commas between them: every role the course is for.")
    status = models.CharField(max_length=20, blank=True, help_text="'demo' while all its contacts are made up.")
    version_label = models.CharField(
        "first version",
        max_length=20,
        default="1.0",
        validators=[RegexValidator(r"^\d{1,4}\.\d{1,4}$", "Write it as 1.0.")],
        help_text="Where the numbers begin, such as 1.0. They count up by themselves; a higher one here jumps to it.",
    )
    duration_minutes = models.PositiveIntegerField("minutes in all", validators=[MinValueValidator(1)])
    pass_mark_percent = models.PositiveIntegerField(default=80, validators=percent())
    max_attempts_before_support = models.PositiveIntegerField(
        default=3, help_text="After so many failed tries the learner is offered help, never a bar."
    )
    validity_months = models.PositiveIntegerField(default=24, help_text="How long a pass holds.")
    due_soon_days = models.PositiveIntegerField(default=90)
    new_starter_grace_days = models.PositiveIntegerField(default=0)
    refresher_minutes = models.PositiveIntegerField("minutes of the refresher", default=10)
    refresher_pass_mark_percent = models.PositiveIntegerField(default=80, validators=percent())
    reading_age = models.CharField(max_length=20, blank=True)
    languages_wanted = models.TextField(blank=True, help_text="Language codes with commas between them.")
    professions = models.TextField(blank=True, help_text="For health: professions with commas between them.")
    level_contribution = models.CharField(
        max_length=200, blank=True, help_text="For health: what it counts as in the intercollegiate levels."
    )
    cpd_minutes = models.PositiveIntegerField("CPD minutes", null=True, blank=True)
    participatory = models.BooleanField(null=True, blank=True, choices=[(True, "Yes"), (False, "No")])

    summary = prose("summary")
    before_you_start = prose("before you start")
    support = prose("support and wellbeing")
    refresher_what_changed = prose("what changed, for the refresher")
    refresher_quick = prose("quick refresh")

    outcomes = StreamField([("outcome", OutcomeBlock())], blank=True)
    lessons = StreamField([("lesson", LessonBlock())], blank=True, collapsed=True)
    scenarios = StreamField([("scenario", ScenarioBlock())], blank=True, collapsed=True)
    questions = StreamField([("question", QuestionBlock())], blank=True, collapsed=True)
    refresher_questions = StreamField([("question", QuestionBlock())], blank=True, collapsed=True)
    inserts = StreamField([("insert", InsertBlock())], blank=True, verbose_name="local inserts")
    reporting_card = StreamField([("line", CardLineBlock())], blank=True)
    language_table = StreamField([("wording", WordingBlock())], blank=True, verbose_name="language")
    glossary = StreamField([("term", TermBlock())], blank=True)
    facts = StreamField([("fact", FactBlock())], blank=True, verbose_name="fact register")

    is_material = models.BooleanField(
        "this change is material",
        default=False,
        help_text="Outcomes or law have changed: the version's first number goes up. Leave empty for mending words.",
    )
    what_changed = models.TextField("what has changed in this version", blank=True)
    refresh_required_by = models.DateField(
        null=True, blank=True, help_text="For a material change: the day until which certificates of before still hold."
    )

    reviewed_on = models.DateField(
        "last reviewed on",
        null=True,
        blank=True,
        help_text="The day somebody last read the whole course against law and practice. Due again after 12 months.",
    )

    parent_page_types: ClassVar = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/course_page.html"

    class Meta:
        verbose_name = "Course"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """What the panel beside the editor can show. A lesson written since the last save is under "All lessons"."""
        lessons = [(child.value["key"], f"{child.value['key']}: {child.value['title']}") for child in self.lessons]
        return [
            ("", _("The course's page")),
            ("lessons", _("All lessons")),
            ("scenarios", _("All scenarios")),
            ("questions", _("Assessment")),
            ("refresher", _("Refresher")),
            ("beside", _("Reporting card, words, support")),
            *(mode for mode in lessons if mode[0]),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/preview.html" if mode_name else str(self.template)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**self.get_context(request), "preview_mode": mode_name}

    @property
    def start_url(self) -> str:
        """Where a learner begins; empty while no room answers there."""
        try:
            return reverse(settings.START_URL_NAME, kwargs={"course_key": self.course.key})
        except NoReverseMatch:
            return ""
