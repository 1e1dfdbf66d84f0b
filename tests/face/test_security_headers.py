"""What a browser may load, by place."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.security import SecurityHeaders

POLICY = "Content-Security-Policy"


def headers_at(path: str) -> HttpResponse:
    response = SecurityHeaders(lambda request: HttpResponse())(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("path", ["/", "/learn/", "/account/login/", "/cmsx/"])
def test_a_learners_page_runs_nothing_written_into_it(path: str) -> None:
    policy = headers_at(path)[POLICY]
    assert "script-src 'self';" in f"{policy};"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_cms_may_write_scripts_into_its_pages_and_load_none_from_elsewhere() -> None:
    policy = headers_at("/cms/pages/1/edit/")[POLICY]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_every_answer_carries_the_other_headers(client: Client, db: None) -> None:
    response = client.get("/account/signup/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert POLICY in response
