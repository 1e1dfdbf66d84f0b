"""Who leaves quickly does not come back by pressing "back", and comes back by coming on purpose."""

import pytest

from tests.browser import PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
NEUTRAL = "https://www.bbc.co.uk/weather"


@pytest.fixture
def visitor(browser, live_server):
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather", content_type="text/html"))
    page = context.new_page()
    page.goto(f"{live_server.url}/about/")
    page.goto(f"{live_server.url}/help-now/")
    yield page
    context.close()


def leave(page):
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url(NEUTRAL)


@pytest.mark.parametrize("keys", [False, True], ids=["by the link", "by pressing Escape three times"])
def test_back_leads_away_again(visitor, keys):
    if keys:
        for _ in range(3):
            visitor.keyboard.press("Escape")
        visitor.wait_for_url(NEUTRAL)
    else:
        leave(visitor)
    visitor.go_back(wait_until="commit")
    visitor.wait_for_url(NEUTRAL)
    assert visitor.text_content("body") == "Weather"


def test_coming_on_purpose_shows_the_page_and_back_works_again(visitor, live_server):
    leave(visitor)
    visitor.goto(f"{live_server.url}/help-now/")
    assert visitor.get_by_role("heading", level=1).is_visible()
    visitor.goto(f"{live_server.url}/about/")
    visitor.go_back()
    assert "/help-now/" in visitor.url
    assert visitor.get_by_role("heading", level=1).is_visible()
