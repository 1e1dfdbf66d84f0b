"""What is taught: the registry of courses, the pages they are written on, their frozen versions, and local inserts."""

from courses.models.inserts import LocalInsert
from courses.models.pages import CourseIndexPage, CoursePage
from courses.models.registry import Course
from courses.models.versions import CourseVersion, VersionImage

__all__ = ["Course", "CourseIndexPage", "CoursePage", "CourseVersion", "LocalInsert", "VersionImage"]
