"""Try Lookout as anybody, with one press: in demo mode, and nowhere else."""

import importlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import clear_url_caches, resolve, reverse

from accounts.models import AccessEvent, User
from common import clock
from config import urls
from demo.checks import demo_mode_serves_nobody_real
from demo.personas import PERSONAS
from demo.premises import PLACES
from demo.services import laying
from demo.trying import address
from demo.wealdshire import PLANS

TRY = "/try/"
SMALL = tuple(
    replace(plan, current=6, expired=2, never=2, tried=3, in_grace=2 if plan.rule.grace_days else 0, leave=0, exempt=0)
    for plan in PLANS
    if plan.name in {persona.slot[0] for persona in PERSONAS if persona.slot}
)


@pytest.fixture
def wealdshire(db):
    on, at = clock.today(), clock.now()
    laying.lay_out(on=on, at=at, with_people=True, say=lambda words: None, plans=SMALL, places=PLACES[:1])


@pytest.fixture
def logins(db):
    for persona in PERSONAS:
        User.objects.create_user(persona.email, is_staff=persona.is_editor, is_superuser=persona.is_editor)


def become(client, persona):
    return client.post(TRY, {"persona": persona.key}, follow=True)


def test_a_visitor_is_led_there_from_the_front_door_and_from_signing_in(db, client):
    for page in (reverse("desks:home"), reverse("account_login")):
        assert f'href="{TRY}"' in client.get(page).content.decode()


def test_everybody_is_listed_with_one_press_each(logins, client):
    html = client.get(TRY).content.decode()
    for persona in PERSONAS:
        assert html.count(f'value="{persona.key}"') == 1
        assert all(thing.words in html for thing in persona.things)


def test_before_the_demo_is_laid_out_it_says_what_to_do(db, client):
    assert "Lay out the demo" in client.get(TRY).content.decode()


def test_each_has_three_things_to_try():
    assert {len(persona.things) for persona in PERSONAS} == {3}


def test_every_thing_works_for_everybody_and_the_box_is_on_their_first_screen(wealdshire, client):
    for persona in PERSONAS:
        first = become(client, persona)
        html = first.content.decode()
        assert first.status_code == 200
        assert 'id="things-to-try"' in html
        for thing in persona.things:
            assert thing.words in html
            assert client.get(address(thing), follow=True).status_code == 200, (persona.key, address(thing))


def test_it_is_one_press_with_a_token_against_forgery(logins):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(TRY, {"persona": "driver"}).status_code == 403


def test_looking_signs_nobody_in(logins, client):
    client.get(TRY + "?persona=admin")
    assert "_auth_user_id" not in client.session


def test_signing_in_so_stands_in_the_access_log_and_so_does_changing(logins, client):
    become(client, PERSONAS[0])
    become(client, PERSONAS[1])
    told = AccessEvent.objects.order_by("pk").values_list("kind", "user__email")
    one, two = PERSONAS[0].email, PERSONAS[1].email
    assert list(told) == [("signed-in", one), ("signed-out", one), ("signed-in", two)]


@pytest.mark.parametrize("key", ["", "nobody", "real.person"])
def test_nobody_but_a_persona_can_be_chosen(logins, client, key):
    User.objects.create_user("real.person@lookout.example")
    assert client.post(TRY, {"persona": key}).status_code == 404


def test_a_closed_login_cannot_be_chosen(logins, client):
    User.objects.filter(email=PERSONAS[0].email).update(is_active=False)
    assert client.post(TRY, {"persona": PERSONAS[0].key}).status_code == 404


def test_the_box_can_be_put_away_and_stays_away(logins, client):
    become(client, PERSONAS[0])
    back = client.post("/try/put-away/", follow=True)
    assert back.status_code == 200
    assert "things-to-try" not in back.content.decode()


def test_the_box_is_on_the_first_screen_alone(logins, client):
    become(client, PERSONAS[0])
    assert "things-to-try" not in client.get("/help-now/").content.decode()


def test_who_signs_in_by_themselves_finds_no_box(logins, client):
    client.force_login(User.objects.get(email=PERSONAS[0].email))
    assert "things-to-try" not in client.get(reverse("certification:my_training")).content.decode()


@pytest.fixture
def outside_demo_mode(settings):
    """The settings and the addresses as they are where demo mode is off."""
    settings.DEMO_MODE = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO_MODE = True
    importlib.reload(urls)
    clear_url_caches()


def test_outside_demo_mode_the_addresses_are_not_there(outside_demo_mode, logins, client):
    for path in (TRY, "/try/put-away/", "/demo/outbox/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"persona": "driver"}).status_code == 404
        assert resolve(path).url_name == "wagtail_serve"
    assert "_auth_user_id" not in client.session


def test_outside_demo_mode_no_page_speaks_of_it(outside_demo_mode, db, client):
    for page in ("/", "/account/login/"):
        assert "Try Lookout" not in client.get(page).content.decode()


def test_should_they_be_mounted_all_the_same_they_refuse(settings, logins, client):
    settings.DEMO_MODE = False
    assert client.get(TRY).status_code == 404
    assert client.post(TRY, {"persona": "driver"}).status_code == 404
    assert client.post("/try/put-away/").status_code == 404


def test_with_production_settings_the_addresses_are_not_there():
    look = (
        "import django; django.setup();"
        "from django.urls import resolve, get_resolver; from django.conf import settings;"
        "names = {resolve(path).url_name for path in ('/try/', '/try/put-away/', '/demo/outbox/')};"
        "print(settings.DEMO_MODE, names, 'demo' in get_resolver().namespace_dict)"
    )
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "lookout.example",
        "PUBLIC_URL": "https://lookout.example",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
    }
    told = subprocess.run(
        [sys.executable, "-c", look],
        env={**os.environ, **production},
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False {'wagtail_serve'} False"


def test_the_check_is_content_with_the_demo_and_with_a_production(settings):
    assert demo_mode_serves_nobody_real() == []
    settings.DEMO_MODE, settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS = False, True, 3600
    assert demo_mode_serves_nobody_real() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_COOKIE_SECURE", True),
        ("SECURE_SSL_REDIRECT", True),
        ("SECURE_HSTS_SECONDS", 3600),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
    ],
)
def test_the_check_refuses_demo_mode_beside_settings_of_a_production(settings, name, value):
    setattr(settings, name, value)
    (error,) = demo_mode_serves_nobody_real()
    assert (error.id, error.is_serious()) == ("demo.E001", True)
    assert name in error.msg
