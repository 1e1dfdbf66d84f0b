"""Reading and checking course files of the format `cse-course/1` (docs/course-format.md). Pure: no Django here."""

from courses.format.check import check
from courses.format.model import CourseFile
from courses.format.problems import CourseFileError, Problem
from courses.format.reader import Reading, read

__all__ = ["CourseFile", "CourseFileError", "Problem", "Reading", "check", "read", "read_checked"]


def read_checked(data: bytes | str) -> CourseFile:
    """The course in `data`. Raises CourseFileError with every problem found when it breaks a rule of the format."""
    reading = read(data)
    problems = [*reading.problems, *(check(reading.course) if reading.course else [])]
    if reading.course is None or problems:
        raise CourseFileError(problems)
    return reading.course
