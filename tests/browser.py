"""Debian's Chromium, driven by Playwright, and axe on top of it."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 900)
PHONE = (360, 740)
PATIENCE = (
    60_000  # milliseconds: how long a browser may wait on a machine that is busy; it says nothing of how fast we are
)


def chromium() -> str | None:
    """The address of a Chromium on this machine; `CHROMIUM` names another one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    executable = chromium()
    if executable is None:
        # Continuous integration must not pass with its browser tests left out.
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no Chromium on this machine: install Debian's chromium package to run the browser tests")
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


def assert_accessible(page: Page) -> None:
    """Fail with what axe finds, rule by rule and element by element."""
    violations = Axe().run(page).response["violations"]
    found = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['target']}: {node['html'][:200]}"
        for rule in violations
        for node in rule["nodes"]
    ]
    assert not found, f"axe on {page.url} at {page.viewport_size}:\n" + "\n".join(found)


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{page.url} is {wide} px wide in a window of {room} px"


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page in the folder that PICTURES names, when it names one."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
