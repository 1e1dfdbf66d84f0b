#!/usr/bin/env python3
"""Take the README's pictures: the driver's lesson and the board, of a Wealdshire laid out for the purpose.

`make pictures`. Needs Chromium. Everything runs in a folder of its own and is gone afterwards.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(env: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands


def wait_for(port: int) -> None:
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The web server did not answer.")


def sign_in(browser: Browser, size: tuple[int, int], address: str, email: str, password: str) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("main form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_load_state()
    return page


def take_all(address: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        driver = sign_in(browser, (390, 844), address, "driver@lookout.example", password)
        driver.goto(f"{address}/learn/start/cse-taxi/")
        driver.get_by_role("button", name=re.compile("Start")).click()
        driver.goto(f"{address}/my-training/")
        driver.get_by_role("link", name=re.compile("Carry on")).first.click()
        driver.screenshot(path=PICTURES / "lesson.png")
        board = sign_in(browser, (1280, 1500), address, "board@lookout.example", password)
        board.goto(f"{address}/board/")
        board.screenshot(path=PICTURES / "board.png")
        browser.close()


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "LOOKOUT_VAR_DIR": folder,
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        for arguments in (["migrate", "-v0"], ["demo"], ["collectstatic", "--noinput", "-v0"]):
            manage(env, *arguments)
        web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
        web += ["--threads", "4", "--log-level", "error"]
        server = subprocess.Popen(web, cwd=ROOT, env=env)  # noqa: S603 - our own server
        try:
            wait_for(port)
            take_all(f"http://127.0.0.1:{port}", (Path(folder) / "demo_password").read_text().strip())
        finally:
            server.terminate()
            server.wait(timeout=30)
    print(f"Pictures are in {PICTURES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
