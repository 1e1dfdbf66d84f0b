"""A certificate is its holder's; a check of it is anybody's with the code, and shows no more than it has to."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from certification import services
from certification.codes import new_code
from certification.models import Certificate
from tests.learning.conftest import AT


@pytest.fixture
def certificate(db, begin, driver):
    cache.clear()
    walk = begin(driver).to_assessment().answer()
    walk.finish()
    return services.award_certificate(attempt=walk.attempt.uuid, at=AT)


@pytest.fixture
def holder(client, certificate):
    client.force_login(certificate.person.user)
    return client


def page(certificate, name="certificate"):
    return reverse(f"certification:{name}", kwargs={"certificate": certificate.uuid})


def check(code):
    return reverse("certification:verify", kwargs={"code": code})


def test_the_holder_sees_it_with_its_code(holder, certificate):
    html = holder.get(page(certificate)).content.decode()
    assert certificate.code in html
    assert "Dana" in html
    assert "<svg" in html


def test_nobody_else_finds_it(client, certificate, people):
    client.force_login(people.make("other").user)
    assert client.get(page(certificate)).status_code == 404
    assert client.get(page(certificate, "certificate_pdf")).status_code == 404
    client.logout()
    assert client.get(page(certificate)).status_code == 302


def test_the_pdf_is_tagged_and_has_a_title_and_a_language(holder, certificate):
    response = holder.get(page(certificate, "certificate_pdf"))
    pdf = response.content
    assert response["Content-Type"] == "application/pdf"
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Marked\s+true", pdf)
    assert re.search(rb"/Lang\s*\(en", pdf)


def test_it_leads_to_the_card_of_its_holders_area(holder, certificate):
    html = holder.get(page(certificate)).content.decode()
    assert reverse("courses:area_card", args=[certificate.attempt.area.code]) in html


def test_anybody_with_the_code_sees_first_name_and_initial_only(client, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(holder_name="Cllr Dana Margaret Okonkwo-Price")
    html = client.get(check(certificate.code)).content.decode()
    assert "Dana O." in html
    assert "Okonkwo" not in html
    assert "Valid" in html


@pytest.mark.parametrize("typed", ["lower", "spaces", "look-alikes"])
def test_a_code_typed_roughly_is_understood(client, certificate, typed):
    code = certificate.code
    rough = {
        "lower": code.lower(),
        "spaces": code.replace("-", " "),
        "look-alikes": code.replace("0", "O").replace("1", "l"),
    }[typed]
    response = client.post(reverse("certification:verify_form"), {"code": rough}, follow=True)
    assert response.status_code == 200
    assert code in response.content.decode()


@pytest.mark.parametrize(("typed", "words"), [("", "Enter the code"), ("Dana Ferris", "as it is printed")])
def test_what_is_no_code_gets_a_sentence_and_stays_out_of_the_address(client, db, typed, words):
    response = client.post(reverse("certification:verify_form"), {"code": typed})
    assert response.status_code == 400
    assert words in response.content.decode()


def test_an_unknown_code_says_so(client, db):
    cache.clear()
    response = client.get(check("0000-0000-0000-0000"))
    assert response.status_code == 404
    assert "No certificate has this code" in response.content.decode()


def test_guessing_codes_is_slowed_down(client, db):
    cache.clear()
    answers = [client.get(check("0000-0000-0000-0000")).status_code for _ in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429


def test_codes_are_long_and_differ(db):
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


def test_an_expired_certificate_says_that_it_is_no_longer_valid(client, world):
    cache.clear()
    old = world.passed(world.person(), date(2019, 1, 1), months=24)
    assert "No longer valid" in client.get(check(old.code)).content.decode()


def test_on_a_shared_phone_no_name_is_on_the_screen(holder, certificate):
    session = holder.session
    session["is_shared_device"] = True
    session.save()
    result = reverse("certification:result", kwargs={"attempt": certificate.attempt.uuid})
    for address in (result, page(certificate)):
        html = holder.get(address).content.decode()
        assert certificate.holder_name not in html
        assert "Finish and sign out" in html
