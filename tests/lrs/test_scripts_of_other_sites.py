"""A browser lets scripts of other web sites call the store when LRS_ALLOWED_ORIGINS names them, and else never."""

from typing import Any

import pytest
from django.test import Client

from tests.lrs.builders import statement
from tests.lrs.conftest import Caller

pytestmark = pytest.mark.django_db
SITE = "https://content.example"
ASKING = {"Origin": SITE, "Access-Control-Request-Method": "PUT"}


def allowed(answer: object) -> list[str]:
    return [name for name in answer.headers if name.startswith("Access-Control")]  # type: ignore[attr-defined]


def test_without_the_setting_no_script_is_let_in(caller: Caller) -> None:
    assert allowed(Client().options("/xapi/statements", headers=ASKING)) == []
    assert Client().options("/xapi/statements", headers=ASKING).status_code == 405
    answer = caller.post(statement(), Origin=SITE)
    assert (answer.status_code, allowed(answer)) == (200, [])


def test_a_named_site_is_told_what_it_may_send_and_read(caller: Caller, settings: Any) -> None:
    settings.LRS_ALLOWED_ORIGINS = [SITE]
    asked = Client().options("/xapi/statements", headers=ASKING)
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == SITE
    assert "PUT" in asked["Access-Control-Allow-Methods"]
    assert "X-Experience-API-Version" in asked["Access-Control-Allow-Headers"]
    answer = caller.post(statement(), Origin=SITE)
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "Origin" in answer["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer
    assert Client().get("/xapi/statements", headers={"Origin": SITE})["Access-Control-Allow-Origin"] == SITE


def test_another_site_is_not(caller: Caller, settings: Any) -> None:
    settings.LRS_ALLOWED_ORIGINS = [SITE]
    for origin in ("https://evil.example", "null", f"{SITE}.evil.example", ""):
        answer = caller.get("statements", None, Origin=origin)
        assert allowed(answer) == []
        assert "Origin" in answer["Vary"]
