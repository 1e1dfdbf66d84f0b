"""A page for superusers is there for superusers in use, and for nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from common.superusers import superusers_only


@superusers_only
def page(request: HttpRequest, number: int, *, word: str = "") -> HttpResponse:
    """A page."""
    return HttpResponse(f"{number} {word}")


def asked_by(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_superusers_get_the_page_with_all_it_was_asked_for() -> None:
    answer = page(asked_by(User(is_superuser=True)), 7, word="seven")
    assert answer.content == b"7 seven"
    assert page.__doc__ == "A page."


@pytest.mark.parametrize(
    "user",
    [AnonymousUser(), User(), User(is_staff=True), User(is_superuser=True, is_active=False)],
    ids=["nobody", "a login", "an editor", "a superuser put out of use"],
)
def test_for_everybody_else_it_is_not_there(user: User | AnonymousUser) -> None:
    with pytest.raises(Http404):
        page(asked_by(user), 7)
