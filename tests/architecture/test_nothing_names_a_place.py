"""The repository holds no secret and names no package registry: where packages come from is each machine's affair."""

import re
import subprocess

import pytest
from django.conf import settings

REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "npmjs" + r"\.(?:org|com)")),
    re.IGNORECASE,
)
SECRETS = re.compile(r"(?:BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30})")


def committed() -> list[str]:
    found = subprocess.run(["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("not in a git repository")
    return found.stdout.split("\n")[:-1]


def test_no_file_names_a_registry_or_holds_a_secret() -> None:
    wrong = []
    for name in committed():
        file = settings.BASE_DIR / name
        if file.is_file() and file.stat().st_size < 2_000_000:
            text = file.read_bytes().decode(errors="ignore")
            wrong += [f"{name}: {found[0]}" for found in (*REGISTRIES.finditer(text), *SECRETS.finditer(text))]
    assert wrong == []


def test_the_npm_lock_says_where_nothing_comes_from() -> None:
    assert '"resolved"' not in (settings.BASE_DIR / "package-lock.json").read_text()


@pytest.mark.parametrize("name", ["run", "dev", "uv", "node"])
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    text = (settings.BASE_DIR / "requirements" / f"{name}.txt").read_text()
    pins = re.split(r"\n(?=\w)", text)
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins if pin.strip())


def test_what_is_built_is_not_committed() -> None:
    names = committed()
    assert not [
        name for name in names if name.startswith(("static/build/", "node_modules/", "var/")) or name == "uv.lock"
    ]
