"""What the pages on rosters call columns and values: a file's own words are short, and nobody's language."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COLUMNS = {
    "authority_code": gettext_lazy("Licensing authority (its code)"),
    "licence_no": gettext_lazy("Licence number"),
    "licence_type": gettext_lazy("Sort of licence"),
    "status": gettext_lazy("Status of the licence"),
    "status_from": gettext_lazy("Status holds from"),
    "display_name": gettext_lazy("Name"),
    "issue_date": gettext_lazy("Issued on"),
    "expiry_date": gettext_lazy("Expires on"),
    "mobile": gettext_lazy("Mobile number"),
    "email": gettext_lazy("E-mail address"),
    "preferred_language": gettext_lazy("Preferred language"),
    "training_evidence": gettext_lazy("Training done elsewhere"),
    "school_transport": gettext_lazy("Drives for schools (y or n)"),
    "updated_at": gettext_lazy("Row last changed"),
    "council_code": gettext_lazy("Council (its code)"),
    "member_ref": gettext_lazy("Member reference"),
    "ward_code": gettext_lazy("Ward or division (its code)"),
    "council_email": gettext_lazy("Council e-mail address"),
    "acceptance_of_office": gettext_lazy("Accepted office on"),
    "term_end": gettext_lazy("Term ends on"),
    "roles": gettext_lazy("Roles, with ; between them"),
    "role_start": gettext_lazy("Role began on"),
    "role_end": gettext_lazy("Role ended on"),
    "organisation_code": gettext_lazy("Organisation (its code)"),
    "employee_number": gettext_lazy("Employee number"),
    "assignment_number": gettext_lazy("Assignment number"),
    "staff_group": gettext_lazy("Staff group"),
    "job_role": gettext_lazy("Job title"),
    "level_required": gettext_lazy("Safeguarding level"),
    "location": gettext_lazy("Location"),
    "start": gettext_lazy("Started on"),
    "end": gettext_lazy("Left on"),
    "long_leave": gettext_lazy("On long leave (y or n)"),
    "long_leave_from": gettext_lazy("First day of leave"),
    "long_leave_to": gettext_lazy("Last day of leave"),
    "absence_type": gettext_lazy("Absent (the reason is not read)"),
    "contract_type": gettext_lazy("Sort of contract"),
    "person_key": gettext_lazy("Payroll or staff number"),
    "role_code": gettext_lazy("Role (its code)"),
    "area_code": gettext_lazy("Area (its code)"),
    "exempt_reason": gettext_lazy("Exempt because"),
    "exempt_from": gettext_lazy("Exempt from"),
    "exempt_until": gettext_lazy("Exempt until"),
    "counting_agency": gettext_lazy("Counted by (for a secondment)"),
    "do_not_list": gettext_lazy("Covert post, not to be named (y or n)"),
    "premises_ref": gettext_lazy("Premises reference"),
    "name": gettext_lazy("Name"),
    "district_code": gettext_lazy("District (its code)"),
    "type": gettext_lazy("Sort of premises"),
    "rooms": gettext_lazy("Rooms"),
    "state": gettext_lazy("State in the scheme"),
    "pledged_on": gettext_lazy("Pledged on"),
    "champion": gettext_lazy("Has a champion (y or n)"),
    "champion_trained": gettext_lazy("Champion is trained (y or n)"),
    "declared_headcount": gettext_lazy("How many work there"),
    "declared_on": gettext_lazy("Said so on"),
    "roster_feed": gettext_lazy("Sends a staff list (y or n)"),
    "live_current_staff": gettext_lazy("Staff trained now"),
    "address": gettext_lazy("Address"),
    "postcode": gettext_lazy("Postcode"),
    "expected_grade": gettext_lazy("Expected grade (not used)"),
    "expected_note": gettext_lazy("Expected note (not used)"),
    "session_ref": gettext_lazy("Session reference"),
    "course": gettext_lazy("Course (its code)"),
    "date": gettext_lazy("Held on"),
    "key_type": gettext_lazy("Known by: licence, premises or email"),
    "key": gettext_lazy("Licence, premises or e-mail address"),
    "language": gettext_lazy("Language"),
    "assessment_mode": gettext_lazy("Assessed online, on paper or orally"),
    "score_percent": gettext_lazy("Score in per cent"),
    "interpreter_used": gettext_lazy("With an interpreter (y or n)"),
    "course_id": gettext_lazy("Course (its code)"),
    "passed_on": gettext_lazy("Passed on"),
    "source": gettext_lazy("Where it comes from"),
    # What only differences name.
    "starts_on": gettext_lazy("Begins on"),
    "ends_on": gettext_lazy("Last day"),
    "back_on": gettext_lazy("Back from leave on"),
    "role": gettext_lazy("Role"),
    "area": gettext_lazy("Area"),
    "ward": gettext_lazy("Ward"),
    "contract": gettext_lazy("Contract"),
    "is_unmatched": gettext_lazy("Still to be matched"),
    "new_term": gettext_lazy("New term from"),
    "kind": gettext_lazy("Sort of premises"),
    "has_champion": gettext_lazy("Has a champion"),
    "is_champion_trained": gettext_lazy("Champion is trained"),
    "has_roster_feed": gettext_lazy("Sends a staff list"),
}
VALUES = {
    "phv": gettext_lazy("private hire"),
    "hackney": gettext_lazy("hackney carriage"),
    "dual": gettext_lazy("hackney carriage and private hire"),
    "licensed": gettext_lazy("licensed"),
    "suspended": gettext_lazy("suspended"),
    "expired": gettext_lazy("expired"),
    "surrendered": gettext_lazy("surrendered"),
    "revoked": gettext_lazy("ended by the authority"),
    "refused_renewal": gettext_lazy("not renewed"),
    "applicant": gettext_lazy("applicant"),
    "employed": gettext_lazy("employed"),
    "agency": gettext_lazy("agency"),
    "bank": gettext_lazy("bank"),
    "volunteer": gettext_lazy("volunteer"),
}


def column_words(name: str) -> str:
    """What a field is called on a page."""
    return str(COLUMNS.get(name) or name.replace("_", " ").capitalize())


def last_day_words(value: Any) -> str:
    """The value of `ends_on`, the first day that a post no longer holds, as the last one on which it does."""
    return value_words(value and (date.fromisoformat(value) - timedelta(days=1)).isoformat())


def value_words(value: Any) -> str:
    """ "2026-11-30" → "30 November 2026", True → "yes", nothing → "nothing"."""
    if value in (None, ""):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in VALUES:
        return str(VALUES[value])
    try:
        return date_format(date.fromisoformat(value), "j F Y") if len(str(value)) == 10 else str(value)
    except (TypeError, ValueError):
        return str(value)
