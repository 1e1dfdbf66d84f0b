"""A broken file is refused with the line and the reason, and nothing is half-done."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.format import CourseFileError, read_checked
from courses.models import Course, CoursePage, LocalInsert

# name: (text to find, what stands there instead, text that is on the line named, part of the reason)
MUTATIONS = {
    "a choice without feedback": (
        "  - Feedback: The pattern was the sign. You saw it because you do this job.\n",
        "",
        "- B [best] Carry on calmly, note the details",
        "S2.1 choice B has no Feedback line. Add '  - Feedback: …' under it.",
    ),
    "a next that names no step": (
        "  - Next: S2.2\n- C [poor] Knock",
        "  - Next: S2.9\n- C [poor] Knock",
        "- B [best] Carry on calmly, note the details",
        "S2.1 choice B leads to 'S2.9', and this scenario has no such step.",
    ),
    "an unsafe choice that leads on": (
        "  - Feedback: You mean well. But a fight can hurt you and can scare the child away. Get help first.\n"
        "  - Next: RETRY",
        "  - Feedback: You mean well. But a fight can hurt you and can scare the child away. Get help first.\n"
        "  - Next: S1.2",
        "- B [unsafe] Get out and shout",
        "S1.1 choice B is unsafe, so after its feedback the same step comes again.",
    ),
    "a quality that does not exist": (
        "- C [ok] Write nothing",
        "- C [fine] Write nothing",
        "- C [fine] Write nothing",
        "S1.3 choice C is marked 'fine'.",
    ),
    "a step nobody reaches": (
        "  - Next: S1.3",
        "  - Next: END",
        "#### S1.3 | Later that night",
        "No choice leads to S1.3",
    ),
    "a question with two right answers": (
        "- [ ] B. 101\n- [ ] C. Crimestoppers",
        "- [x] B. 101\n- [ ] C. Crimestoppers",
        "### Q5 | LO3 | single | critical",
        "Q5 is single, so one option is right; it has 2.",
    ),
    "a question without an explanation": (
        "Explanation: Danger now means 999, before anyone else. Use 101 and Crimestoppers when no child is in danger"
        " at this moment.\n",
        "",
        "### Q5 | LO3 | single | critical",
        "Q5 has no Explanation line.",
    ),
    "an option called by its letter": (
        "Explanation: Crimestoppers does not ask",
        "Explanation: Option B is wrong. Crimestoppers does not ask",
        "### Q6 | LO3 | single",
        "Q6 calls an option by its letter, but options are shuffled.",
    ),
    "an outcome that does not exist": (
        "### L3 | Children who go missing | 4 min | LO5",
        "### L3 | Children who go missing | 4 min | LO5,LO9",
        "### L3 | Children",
        "L3 names the outcome 'LO9', which does not exist.",
    ),
    "a role that is not on the course": (
        "| LO2,LO3,LO4 | roles: phv_operator, phv_dispatch",
        "| LO2,LO3,LO4 | roles: phv_operator, phv_despatch",
        "### L6 | At the booking desk",
        "L6 is for the role 'phv_despatch', which is not one of the course's role codes.",
    ),
    "a scenario after a lesson its role does not meet": (
        "| LO4,LO3 | after: L5 |",
        "| LO4,LO3 | after: L6 |",
        "### S3 | Can I have your number?",
        "S3 comes after L6, a lesson that the role 'hackney_driver' does not meet.",
    ),
    "a role with too few questions": (
        "[hackney_driver, phv_driver,",
        "[hackney_driver, passenger_assistant, phv_driver,",
        "role_codes:",
        "The role 'passenger_assistant' meets 0 scenarios; it should meet 1 to 3.",
    ),
    "a heading part that is not known": (
        "### L2 | Signs you may see on the job | 7 min | LO2",
        "### L2 | Signs you may see on the job | 7 min | LO2 | for: drivers",
        "### L2 |",
        "The heading of L2 has a part that is not understood: 'for: drivers'.",
    ),
    "a block of an unknown kind": (
        "#### reflect",
        "#### refelct",
        "#### refelct",
        "L1 has a block of the kind 'refelct', which is not known.",
    ),
    "a key used twice": (
        "### Q7 | LO3",
        "### Q6 | LO3",
        "### Q6 | LO3 | single\nWhich note",
        "The question Q6 is given twice.",
    ),
    "a section that is not part of the format": (
        "## Glossary",
        "## Glosary",
        "## Glosary",
        "Section 'Glosary' is not part of the format.",
    ),
    "two sections in the wrong order": (
        "## Summary\n",
        "## Before you start\nx\n## Summary\n",
        "## Before you start",
        "Section 'Before you start'",
    ),
    "a setting given twice": (
        "validity_months: 36",
        "validity_months: 36\nvalidity_months: 24",
        "validity_months: 24",
        "The setting 'validity_months' is given twice.",
    ),
    "a setting misspelt": (
        "pass_mark_percent: 80\nmax",
        "pass_mark_precent: 80\nmax",
        "pass_mark_precent: 80",
        "'pass_mark_precent' is not a setting of the format. Did you mean",
    ),
    "a setting that is no number": (
        "validity_months: 36",
        "validity_months: three years",
        "validity_months: three",
        "The setting 'validity_months' is 'three years'. It should be a whole number",
    ),
    "a real phone number in a demo": (
        "01632 960 119",
        "01273 555 119",
        "| out_of_hours_phone |",
        "The insert out_of_hours_phone: 01273 555 119 is not a drama number.",
    ),
    "a real address in a demo": (
        "licensing@aldermoor.example",
        "licensing@aldermoor.gov.uk",
        "| licensing_contact@Aldermoor |",
        "aldermoor.gov.uk is not a .example domain.",
    ),
    "a placeholder nobody declared": (
        "{{local.police_force}} website.",
        "{{local.police_farce}} website.",
        "#### list: If it is not an emergency",
        "The local insert 'police_farce' is used in L4, but it is not declared under Local inserts.",
    ),
    "a placeholder with a slip in it": (
        "{{local.police_force}} website.",
        "{{local.police_force} website.",
        "#### list: If it is not an emergency",
        "L4 has '{{' or '}}' that is not a placeholder",
    ),
    "an insert in a sentence that is not public": (
        "| Wealdshire Police | public |",
        "| Wealdshire Police | role |",
        "| police_force |",
        "The insert police_force is used inside a sentence, so it must be public.",
    ),
    "an area's row without one for all": (
        "| local_profile_taxi | Three",
        "| local_profile_cab | Three",
        "| local_profile_taxi@Aldermoor |",
        "The insert local_profile_taxi@Aldermoor has no row for local_profile_taxi alone.",
    ),
    "a spot table with a short row": (
        "| 5 | 9.00 pm | Hotel desk | Station to Park Hotel | Two adults, four cases |",
        "| 5 | 9.00 pm | Hotel desk | Station to Park Hotel |",
        "| 5 | 9.00 pm |",
        "L2: the row '5' has 4 cells, and the table has 5 columns.",
    ),
    "a check with no right answer": (
        "- [x] C. 999, as a child may be in danger tonight",
        "- [ ] C. 999, as a child may be in danger tonight",
        "#### check: You hear two passengers",
        "needs some options that are right and some that are wrong.",
    ),
    "a lesson without key points": (
        "#### key-points\n- A small piece",
        "#### list: Points\n- A small piece",
        "### L7 |",
        "L7 has no key points.",
    ),
    "a fact with a mark of its own": (
        "| general knowledge: verify (police advice",
        "| heard somewhere (police advice",
        "| T16 |",
        "Fact T16 is marked 'heard somewhere",
    ),
    "a line that would be lost": (
        "#### key-points\n- Look at the child",
        "#### key-points\nRemember:\n- Look at the child",
        "Remember:",
        "L2 is a list, and 'Remember:' is not one of its '- ' lines.",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "reason"), MUTATIONS.values(), ids=MUTATIONS.keys())
def test_it_names_the_line_and_the_reason(taxi_text, old, new, where, reason):
    assert old in taxi_text
    broken = taxi_text.replace(old, new, 1)
    with pytest.raises(CourseFileError) as refused:
        read_checked(broken)
    line = broken[: broken.index(where)].count("\n") + 1
    told = [str(problem) for problem in refused.value.problems]
    assert any(text.startswith(f"line {line}: ") and reason in text for text in told), told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: The file does not begin with '---'."),
        (b"# Hello\n", "line 1: The file does not begin with '---'."),
        (b"---\nschema: cse-course/1\n", "line 1: The settings have no end."),
        (b"---\n---\n", "line 2: The setting 'id' is missing."),
        (b"---\nno colon here\n---\n", "line 2: 'no colon here' is not a 'key: value' line."),
        (b"---\nschema: cse-course/1\ntitle: caf\xe9\n", "line 3: This line is not UTF-8 text."),
        (b"---\r\nschema: cse-course/1\r\n", "line 1: The file has Windows line ends (CRLF)."),
        (b"\xff\xfe-\x00-\x00", "line 1: This line is not UTF-8 text."),
        (b"---\nschema: cse-course/2\n---\n", "This is not a file of the format cse-course/1."),
        (b"---\n\x00\n---\n", "line 2: This line holds a null character."),
    ],
)
def test_what_is_hardly_a_file_gets_a_sentence_too(data, told):
    with pytest.raises(CourseFileError) as refused:
        read_checked(data)
    assert told in str(refused.value)


@pytest.mark.parametrize("cut", range(0, 50_000, 1_777))
def test_a_file_cut_short_anywhere_is_refused_and_never_crashes(taxi_text, cut):
    with pytest.raises(CourseFileError):
        read_checked(taxi_text[:cut])


def test_a_file_that_begins_with_a_byte_order_mark_is_read(taxi_text):
    assert read_checked(b"\xef\xbb\xbf" + taxi_text.encode()) == read_checked(taxi_text)


def test_importing_a_broken_file_after_a_good_one_does_neither(areas, tmp_path, taxi_text):
    good, broken = tmp_path / "good.md", tmp_path / "broken.md"
    good.write_text(taxi_text)
    broken.write_text(taxi_text.replace("id: cse-taxi", "id: cse-other").replace("Next: S2.2", "Next: S2.7"))
    told = StringIO()
    with pytest.raises(CommandError, match=r"1 file cannot be used\. Nothing was changed\."):
        call_command("course", "import", str(good), str(broken), stderr=told)
    assert "S2.1 choice B leads to 'S2.7'" in told.getvalue()
    assert not Course.objects.exists()


def test_an_area_that_does_not_exist_is_refused_with_its_line(areas, tmp_path, taxi_text):
    areas["Dunmere"].delete()
    file = tmp_path / "taxi.md"
    file.write_text(taxi_text)
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("course", "import", str(file), stderr=told)
    assert "names the area 'Dunmere', which does not exist here." in told.getvalue()
    line = taxi_text[: taxi_text.index("| licensing_contact@Dunmere")].count("\n") + 1
    assert f"line {line}: " in told.getvalue()
    assert not CoursePage.objects.exists()
    assert not LocalInsert.objects.exists()
