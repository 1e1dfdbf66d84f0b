"""Whoever stands at a door learns nothing of anybody: the same pages and the same words, whatever is behind it."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import login_for
from common import clock
from onboarding.models import LicenceCheck
from onboarding.services import checks
from partnership.models import AccessGrant, Person
from tests.onboarding.doors.conftest import NUMBER, OTHER_NUMBER, Doors
from tests.onboarding.doors.test_hotel import House, house  # noqa: F401

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+|nonce="[^"]+"')


def told(answer) -> tuple[int, str, str]:
    """An answer without its tokens."""
    return answer.status_code, answer.headers.get("Location", ""), TOKENS.sub(r"\1", answer.content.decode())


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask_for_a_code(doors: Doors, contact: str) -> list[tuple[int, str, str]]:
    client = Client()
    asked = told(client.post(reverse("onboarding:taxi_contact", args=[doors.poster.code]), {"contact": contact}))
    return [asked, told(client.get(reverse("onboarding:taxi_code")))]


def test_a_number_with_an_account_and_one_without_are_answered_alike(doors: Doors) -> None:
    login_for(phone=NUMBER)
    Person.objects.create(display_name="Known", user=login_for(phone=NUMBER), mobile=NUMBER)
    known, unknown = ask_for_a_code(doors, NUMBER), ask_for_a_code(doors, OTHER_NUMBER)
    shown = [(number, re.sub(r"07700 900 (123|456)", "…", page[2])) for number, page in enumerate(known)]
    assert shown == [(number, re.sub(r"07700 900 (123|456)", "…", page[2])) for number, page in enumerate(unknown)]
    assert [page[:2] for page in known] == [page[:2] for page in unknown]
    assert len(list(doors.texts.glob("*.log"))) == 2, "both get a code"


KINDS = ("unknown", "known", "trained", "known by name only", "somebody has it", "suspended", "elsewhere's")


def _behind(doors: Doors, kind: str, number: str) -> None:
    """Put a licence of this number behind the door, in one of the ways a register may hold it."""
    if kind == "unknown":
        return
    if kind == "elsewhere's":
        doors.driver(number=number, at=doors.casterley, mobile="+447700900999")
        return
    licence = doors.driver(number=number, mobile="" if kind == "somebody has it" else "+447700900999")
    person = licence.assignment.person
    if kind == "trained":
        doors.passed(person, clock.today())
    if kind == "somebody has it":
        person.user = login_for(email=f"{number}@post.example")
        person.save()
    if kind == "known by name only":
        Person.objects.filter(pk=person.pk).update(display_name="Somebody Else")
    if kind == "suspended":
        licence.assignment.inactivities.create(starts_on=licence.issued_on)


def tell_a_badge(doors: Doors, contact: str, number: str) -> list[tuple[int, str, str]]:
    """Everything an outsider sees who types somebody's number and name, up to the list of their training."""
    cache.clear()
    client = doors.proved(contact)
    pages = [client.post(reverse("onboarding:taxi_badge"), doors.badge(number=number))]
    pages += [client.get(reverse("onboarding:taxi_notice")), client.post(reverse("onboarding:taxi_notice"))]
    pages += [client.get(reverse("learning:start", args=["cse-taxi"]))]
    pages += [client.get(reverse("certification:my_training")), client.get(reverse("onboarding:taxi_badge"))]
    return [told(page) for page in pages]


def test_what_a_badge_is_behind_shows_nowhere(doors: Doors) -> None:
    seen = {}
    for place, kind in enumerate(KINDS):
        number = f"Q{place}7"
        _behind(doors, kind, number)
        pages = tell_a_badge(doors, f"+4477009001{place:02}", number)
        seen[kind] = [(status, where, text.replace(number, "…")) for status, where, text in pages]
    for kind in KINDS[1:]:
        assert seen[kind] == seen["unknown"], kind
    assert "Not matched yet" in seen["unknown"][4][2]


@pytest.mark.parametrize("code", ["ZZZZZZZZ", "2222 2222"])
def test_an_unknown_join_code_and_its_pin_page_say_nothing(house: House, code: str) -> None:
    assert Client().get(reverse("onboarding:join", args=[code])).status_code == 404
    tries = {"name": "Ewa Nowak", "pin": "730194"}
    unknown = Client().post(reverse("onboarding:join_by_pin", args=["ZZZZZZZZ"]), tries)
    known = Client().post(reverse("onboarding:join_by_pin", args=[house.code]), tries)
    assert told(unknown)[2].replace("ZZZZ", "…") == told(known)[2].replace(house.code[:4], "…").replace(
        house.code[4:], "…"
    )


def test_a_join_code_shows_the_name_of_the_place_and_nothing_that_changes(house: House) -> None:
    """Before anybody joined, and with trained staff: the same page."""
    empty = told(Client().get(reverse("onboarding:join", args=[house.code])))
    person = house.joined("Ewa Nowak", pin="730194")
    house.passed(person, clock.today())
    assert told(Client().get(reverse("onboarding:join", args=[house.code]))) == empty
    assert house.premises.organisation.name in empty[2]
    assert "Ewa" not in empty[2]


@pytest.mark.parametrize("wrong", ["name", "pin", "place", "sees others"])
def test_every_failure_of_a_pin_is_one_sentence(house: House, wrong: str) -> None:
    person = house.joined("Ewa Nowak", pin="730194")
    if wrong == "sees others":
        assert person.user is not None
        AccessGrant.objects.create(
            user=person.user, kind="champion", organisation=house.premises.organisation, starts_on=clock.today()
        )
    said = {"name": "Ewa Nowa" if wrong == "name" else "Ewa Nowak", "pin": "730195" if wrong == "pin" else "730194"}
    code = "ZZZZZZZZ" if wrong == "place" else house.code
    answer = Client().post(reverse("onboarding:join_by_pin", args=[code]), said)
    assert answer.status_code == 400
    assert "We could not sign you in with that." in answer.content.decode()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.text(min_size=1, max_size=30), kind=st.sampled_from(["unknown", "never trained", "other authority"]))
def test_to_a_system_a_check_says_the_same_of_nobody_and_of_who_was_never_trained(
    doors: Doors, number: str, kind: str
) -> None:
    if kind == "never trained":
        number = doors.driver(number=f"N{LicenceCheck.objects.count()}").number
    if kind == "other authority":
        licence = doors.driver(number=f"N{LicenceCheck.objects.count()}", at=doors.casterley)
        doors.passed(licence.assignment.person, clock.today())
        number = licence.number
    found = checks.check_licence(authority=doors.aldermoor, number=number, at=clock.now())
    assert (found.is_current, found.expires_on) == (False, None)  # all that the API gives
