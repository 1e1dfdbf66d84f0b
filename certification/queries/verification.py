"""What anybody holding a code may learn: first name and initial, roles, course, dates, valid or not. Nothing else."""

import enum
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.codes import tidy_code
from certification.models import Certificate, CoverPeriod
from partnership.permissions import first_name_and_initial


class Validity(enum.Enum):
    VALID = "Valid"
    EXPIRED = "No longer valid"


@dataclass(frozen=True)
class Verification:
    """The public face of a certificate on a day."""

    code: str
    holder: str
    roles: str
    course: str
    passed_on: date
    valid_until: date
    validity: Validity

    @property
    def is_valid(self) -> bool:
        return self.validity is Validity.VALID

    @property
    def rows(self) -> list[dict[str, str]]:
        """What a check shows, as the rows of a summary list."""
        shown = [
            (_("Holder"), self.holder),
            (_("Course"), self.course),
            (_("Role"), self.roles),
            (_("Passed on"), date_format(self.passed_on, "j F Y")),
            (_("Valid until the end of"), date_format(self.valid_until, "j F Y")),
            (_("Code"), self.code),
        ]
        return [{"key": key, "value": value} for key, value in shown if value]


def verify(code: str, *, on: date) -> Verification | None:
    """The certificate behind a code as typed or scanned; None when there is none."""
    certificate = Certificate.objects.select_related("person__canonical").filter(code=tidy_code(code)).first()
    if certificate is None:
        return None
    is_covert = (certificate.person.canonical or certificate.person).do_not_list
    valid_until = last_day_of(certificate)
    return Verification(
        code=certificate.code,
        holder=_("Name not listed") if is_covert else first_name_and_initial(certificate.holder_name),
        roles=certificate.role_names,
        course=certificate.course_title,
        passed_on=certificate.passed_on,
        valid_until=valid_until,
        validity=Validity.VALID if certificate.passed_on <= on <= valid_until else Validity.EXPIRED,
    )


def last_day_of(certificate: Certificate) -> date:
    """The last day this certificate covers: by the requirements it serves, or by the course's own validity."""
    ends = CoverPeriod.objects.filter(certificate=certificate).values_list("ends_on", flat=True)
    return max(ends, default=certificate.valid_until)
