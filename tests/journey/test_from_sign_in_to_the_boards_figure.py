"""The whole chain in a real browser: the demo driver signs in, learns, passes, and the board's figure moves.

The browser does what the screen says and nothing else: it reads a page, presses the button that carries on, and in the
assessment chooses the right answers as the published course has them.
"""

import base64
import re

import pytest
from django.urls import reverse

from certification.models import Certificate
from common import clock
from courses.models import CourseVersion
from demo.services.logins import demo_password
from learning.models import Attempt
from lrs.models import Statement
from lrs.services.credentials import create_credential
from reporting.queries import View, coverage
from reporting.tables import flat_rows

DRIVER = "driver@lookout.example"
MOST_PAGES = 120


def figures():
    rows = flat_rows(coverage(clock.today(), view=View.OPERATIONAL))
    return next(row for row in rows if row["group"] == "Drivers: Aldermoor")


def sign_in(page, live_server, email):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("E-mail", exact=False).first.fill(email)
    page.get_by_label("Password", exact=False).first.fill(demo_password())
    page.locator("main form").filter(has=page.locator("input[type=password]")).get_by_role("button").first.click()
    page.wait_for_url(live_server.url + reverse("certification:my_training"))


def what_to_choose():
    """What a well-taught driver chooses, by question and by scenario node, from the published version."""
    content = CourseVersion.objects.filter(course__key="cse-taxi").latest("pk").content
    right = {q["key"]: [o["key"] for o in q["options"] if o["correct"]] for q in content["questions"]}
    nodes = [node for scenario in content["scenarios"] for node in scenario["nodes"]]
    best = {n["key"]: [c["key"] for c in n["choices"] if c["quality"] == "best"][:1] for n in nodes}
    return right | best


def take_a_step(page, known):
    """What a person does on this page: choose where something is to be chosen, and press on."""
    main = page.locator("main")
    asked = main.locator("input[name=question], input[name=node]")
    if asked.count():
        for key in known[asked.first.get_attribute("value")]:
            main.locator(f"input[value={key}][type=radio], input[value={key}][type=checkbox]").check()
    main.locator(".govuk-button:not(.govuk-button--secondary)").first.click()
    page.wait_for_load_state()


def walk_to_the_result(page, axe):
    known, seen = what_to_choose(), set()
    for _ in range(MOST_PAGES):
        if page.url.rstrip("/").endswith("/result"):
            return
        kind = re.sub(r"[0-9a-f-]{36}|L\d|S\d+(\.\d)?|\d+", "*", page.url)
        if kind not in seen:
            seen.add(kind)
            axe(page)
        take_a_step(page, known)
    pytest.fail(f"The screen did not lead to a result; it ended at {page.url}")


def test_the_demo_driver_gets_from_sign_in_to_the_boards_figure(wealdshire, live_server, phone, axe, settings):
    settings.PUBLIC_URL = live_server.url
    before = figures()
    sign_in(phone, live_server, DRIVER)
    axe(phone)
    assert "Overdue" in phone.locator("main").inner_text()
    phone.get_by_role("link", name=re.compile("Start")).click()
    walk_to_the_result(phone, axe)
    assert "You have passed" in phone.locator("main").inner_text()
    axe(phone)

    phone.get_by_role("link", name="See your certificate").click()
    axe(phone)
    check = phone.get_by_role("link", name="Check this certificate").get_attribute("href")
    assert check == live_server.url + reverse(
        "certification:verify", kwargs={"code": Certificate.objects.get(attempt__person__user__email=DRIVER).code}
    )
    phone.context.clear_cookies()
    phone.goto(check)
    axe(phone)
    checked = phone.locator("main").inner_text()
    assert "Valid" in checked
    assert "Sam F." in checked
    assert "Ferris" not in checked

    after = figures()
    assert (after["current"], after["never_started"]) == (before["current"] + 1, before["never_started"] - 1)
    the_record_says_the_same(phone, live_server)


def the_record_says_the_same(page, live_server):
    """Another system asks the record store over HTTP for everything about this registration."""
    attempt = Attempt.objects.get(person__user__email=DRIVER)
    credential, secret = create_credential(name="reader", scopes=["all"], at=clock.now())
    basic = base64.b64encode(f"{credential.key}:{secret}".encode()).decode()
    answer = page.request.get(
        f"{live_server.url}/xapi/statements?registration={attempt.uuid}&limit=200",
        headers={"Authorization": f"Basic {basic}", "X-Experience-API-Version": "1.0.3"},
    )
    verbs = [statement["verb"]["id"].rsplit("/", 1)[1] for statement in answer.json()["statements"]]
    items = attempt.items
    assert verbs.count("initialized") == 1
    assert verbs.count("answered") == len(items["questions"])
    assert verbs.count("completed") == len(items["lessons"]) + len(items["scenarios"]) + 1
    assert verbs.count("passed") == 1
    assert Statement.objects.filter(text__contains="Ferris").count() == 0


def test_two_browsers_that_press_finish_at_once_make_one_pass(wealdshire, live_server, browser, axe):
    contexts = [browser.new_context(viewport={"width": 360, "height": 740}) for _ in range(2)]
    first, second = [context.new_page() for context in contexts]
    sign_in(first, live_server, DRIVER)
    first.get_by_role("link", name=re.compile("Start")).click()
    known = what_to_choose()
    for _ in range(MOST_PAGES):
        if first.get_by_role("button", name="Finish and see my result").count():
            break
        take_a_step(first, known)
    sign_in(second, live_server, DRIVER)
    second.goto(first.url)
    for page in (first, second):  # press both without waiting for either
        page.evaluate("setTimeout(() => document.querySelector('main form').requestSubmit(), 300)")
    for page in (first, second):
        page.wait_for_url("**/result/")
        assert "You have passed" in page.locator("main").inner_text()
    attempt = Attempt.objects.get(person__user__email=DRIVER)
    about = Statement.objects.filter(text__contains=str(attempt.uuid))
    assert attempt.sittings.count() == 1
    assert Certificate.objects.filter(person__user__email=DRIVER).count() == 1
    assert about.filter(text__contains='expapi/verbs/passed"').count() == 1
    assert about.filter(text__contains="course-version").count() == 1
    for context in contexts:
        context.close()
