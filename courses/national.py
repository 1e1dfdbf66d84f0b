"""National numbers and words, for when no area's own are known. One place for all of them; no Django, no database.

Source: the reporting cards of the six courses and their fact registers (T6 to T10, T16).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """`dial` is what a phone dials, empty when it is a website; `note` says for whom or what to expect."""

    label: str
    number: str
    dial: str = ""
    note: str = ""
    href: str = ""


EMERGENCY = Contact(
    "Danger now", "999", "999", "A child in danger, or a crime happening now. You do not have to be sure."
)

REPORT = (
    Contact("Police, when it is not an emergency", "101", "101", "Say when, where and what you saw."),
    Contact("Crimestoppers", "0800 555 111", "0800555111", "You do not have to give your name."),
    Contact("NSPCC helpline", "0808 800 5000", "08088005000", "Advice for adults worried about a child."),
    Contact("Modern slavery helpline", "08000 121 700", "08000121700", "Exploitation and forced work."),
    Contact("Missing People", "116 000", "116000", "Call or text about a child or family member who is missing."),
)

YOUNG_PEOPLE = (
    Contact("Childline", "0800 1111", "08001111", "For anyone under 19. Free, at any time."),
    Contact(
        "Report Remove",
        "childline.org.uk",
        note="Under 18? Get a sexual picture of you taken off the internet.",
        href="https://www.childline.org.uk/remove",
    ),
)

ONLINE = (
    Contact("CEOP", "ceop.police.uk", note="Someone is abusing a child online.", href="https://www.ceop.police.uk"),
    Contact(
        "Internet Watch Foundation",
        "report.iwf.org.uk",
        note="Sexual pictures of children online.",
        href="https://report.iwf.org.uk",
    ),
)

SUPPORT = (
    Contact("Samaritans", "116 123", "116123", "Someone to talk to, day and night."),
    Contact("NAPAC", "napac.org.uk", note="For adults who were abused as children.", href="https://napac.org.uk"),
)

# What stands in a sentence where an area has written nothing, by the ending of the key.
_PHRASES = {
    "mash_name": "your council's children's team",
    "mash_professional_phone": "the number on your council's website",
    "mash_hours": "opening hours are on your council's website",
    "out_of_hours_phone": "the emergency number on your council's website, or the police on 101",
    "police_force": "local police force",
    "sarc_name": "your nearest sexual assault referral centre",
}
_ENDINGS = {
    "_phone": "the number on your council's website",
    "_hours": "opening hours are on your council's website",
    "_name": "your local service",
}
FALLBACK = (
    "There is nothing here for your area yet. If a child is in danger now, call 999. If not, call the police on 101, "
    "or the NSPCC on 0808 800 5000 for advice."
)
FALLBACK_PHRASE = "your manager, or the NSPCC on 0808 800 5000"
FALLBACK_REPORT = "Look for the number on your council's website, or call the police on 101"
WITHHELD = "Local notes are shown once we have matched you to your licence or your workplace."


def fallback_for(key: str) -> str:
    """Words that stand in a sentence for an insert that is missing."""
    ending = next((phrase for end, phrase in _ENDINGS.items() if key.endswith(end)), FALLBACK_PHRASE)
    return _PHRASES.get(key, ending)
