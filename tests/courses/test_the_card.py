"""The card of local numbers: on a phone, and eight to a sheet. Local numbers come from inserts alone."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from courses import services
from courses.documents.card import CardDocument, card_pdf
from courses.helping import CardLine
from tests.courses.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def inserts(areas):
    cache.clear()
    for key, value in {
        "mash_name": "Front Door",
        "mash_phone": "01632 960 110",
        "police_force": "Weald Police",
    }.items():
        services.write_insert(key=key, value=value, checked_on=DAY, on=DAY)
    return areas


def html(client, name, *args):
    return client.get(reverse(f"courses:{name}", args=args)).content.decode()


def test_it_has_the_areas_numbers_and_the_national_ones(client, inserts):
    page = html(client, "area_card", "E07000092")
    for shown in (
        "Casterley",
        "Front Door",
        'href="tel:01632960110"',
        "Weald Police",
        'href="tel:999"',
        "0800 555 111",
    ):
        assert shown in page


def test_a_number_nobody_has_given_is_said_to_be_missing(client, inserts):
    lines = client.get(reverse("courses:area_card", args=["E07000092"])).context["lines"]
    nights = next(line for line in lines if line.label == "Nights and weekends")
    assert nights.number == ""
    assert "No number has been given for here yet" in nights.note


def test_what_is_not_public_is_not_on_it(client, areas):
    cache.clear()
    services.write_insert(key="mash_name", value="Secret team", visible_to="role", checked_on=DAY, on=DAY)
    assert "Secret team" not in html(client, "area_card", "E07000092")


def test_without_an_area_it_is_national_and_offers_the_areas(client, inserts):
    page = html(client, "card")
    assert "01632" not in page
    assert reverse("courses:area_card", args=["E07000092"]) in page


def test_no_card_for_an_area_that_does_not_exist(client, areas):
    for name in ("area_card", "area_card_pdf"):
        assert client.get(reverse(f"courses:{name}", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize(("name", "args"), [("card_pdf", []), ("area_card_pdf", ["E07000092"])])
def test_the_pdf_is_tagged_and_holds_one_page(client, inserts, name, args):
    response = client.get(reverse(f"courses:{name}", args=args))
    pdf = response.content
    assert response["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang\s*\(en", pdf)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_name_with_signs_in_it_prints_as_it_is(db):
    line = CardLine("#set text(red) *bold* $x$ <a@b>", "")
    assert card_pdf(CardDocument("Dunmere", [line], "https://lookout.example/help-now/", "30 November 2026"))


def test_help_now_leads_to_it(client, inserts):
    assert reverse("courses:area_card", args=["E07000092"]) in html(client, "help_now_area", "E07000092")
    assert reverse("courses:card") in html(client, "help_now")
