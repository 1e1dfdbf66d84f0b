"""From sign-in to the certificate with Tab, Enter, Space and the arrows; at every stop one sees where one is."""

import pytest
from django.urls import reverse

from certification.models import Certificate
from tests.learning.conftest import begin, county, course, districts, driver, people  # noqa: F401 - fixtures
from tests.learning.small_course import RIGHT

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STOPS = 80
# Where the focus is, what it is called, and whether the eye can see it there: an outline or a ring on it, or on the
# label that stands for a radio button.
HERE = """() => {
  const at = document.activeElement;
  const label = at.matches("input[type=radio], input[type=checkbox]") && at.labels[0];
  const shown = (style) => style.boxShadow !== "none" ||
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !/, 0\\)$/.test(style.outlineColor));
  const visible = shown(getComputedStyle(at)) || (label && shown(getComputedStyle(label, "::before")));
  const name = (at.labels?.[0] || at).innerText || at.value || "";
  const field = {value: at.value || "", field: at.name || "", checked: !!at.checked};
  return {tag: at.tagName, name: name.trim(), visible, ...field};
}"""


class Keyboard:
    """Presses keys, and looks at each stop."""

    def __init__(self, page):
        self.page, self.hidden = page, []

    def here(self):
        return self.page.evaluate(HERE)

    def tab_to(self, wanted):
        for _ in range(MOST_STOPS):
            at = self.here()
            if at["tag"] != "BODY" and wanted(at):
                return at
            self.page.keyboard.press("Tab")
            self.look()
        raise AssertionError(f"No way by Tab on {self.page.url}")

    def look(self):
        at = self.here()
        if at["tag"] != "BODY" and not at["visible"]:
            self.hidden.append((self.page.url, at["tag"], at["name"]))

    def press(self, *names):
        """Tab to a button or link of one of these names, and press Enter."""
        self.tab_to(lambda at: at["name"] in names)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, field, text):
        self.tab_to(lambda at: at["field"] == field)
        self.page.keyboard.type(text)

    def choose(self, field, *values):
        """A radio button by the arrows, boxes by Space, in whatever order they stand."""
        at = self.tab_to(lambda at: at["field"] == field)
        if self.page.evaluate("document.activeElement.type") == "radio":
            self.choose_one(at, *values)
        while at["field"] == field and at["tag"] == "INPUT":
            if at["value"] in values and not at["checked"]:
                self.page.keyboard.press("Space")
            self.page.keyboard.press("Tab")
            self.look()
            at = self.here()

    def choose_one(self, at, value):
        first = at["value"]
        while at["value"] != value:
            self.page.keyboard.press("ArrowDown")
            self.look()
            at = self.here()
            assert at["value"] != first, f"no way by the arrows to {value} on {self.page.url}"


def test_from_sign_in_to_the_certificate(page, live_server, course, driver):
    keys = Keyboard(page)
    page.goto(live_server.url + reverse("learning:start", args=["small"]))
    keys.type("login", driver.user.email)
    keys.type("password", "correct horse battery")
    with page.expect_navigation(url="**/learn/start/small/"):
        page.keyboard.press("Enter")
    keys.press("Start the course")
    keys.press("I have finished this lesson")
    for value in ("B", "A"):
        keys.choose("choice", value)
        keys.press("See what happens")
        keys.press("Carry on")
    keys.press("I have finished this lesson")
    keys.press("Start the questions")
    while "/question/" in page.url:
        asked = page.locator("input[name=question]").input_value()
        keys.choose("answer", *RIGHT[asked])
        keys.press("Check my answer")
        keys.press("Next question", "Finish and see my result")
    assert "You have passed" in page.locator("main").inner_text()
    keys.press("See your certificate")
    assert page.url.endswith(reverse("certification:certificate", args=[Certificate.objects.get().uuid]))
    assert keys.hidden == []
