#!/usr/bin/env python3
"""Every static check, two at a time. `make check` runs it; continuous integration too. Exits 1 when one of them fails.

Name checks to run only those: `bin/check.py ruff mypy`.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = str(BIN / "python")

# The slowest first, so that the two lanes end together.
CHECKS: dict[str, list[str]] = {
    "mypy": [str(BIN / "mypy"), "."],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
    "architecture": [str(BIN / "pytest"), "tests/architecture"],  # what import-linter cannot see
    "system": [PYTHON, "manage.py", "check"],
    "djlint": [str(BIN / "djlint"), "templates", "--lint", "--quiet"],
    "deptry": [str(BIN / "deptry"), "."],
    "ruff": [str(BIN / "ruff"), "check", "--output-format=concise", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--output-format=concise", "."],
}


def run(name: str) -> bool:
    begun = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True)  # noqa: S603 - our own commands
    passed = done.returncode == 0
    print(f"{'ok  ' if passed else 'FAIL'}  {name:<14} {time.monotonic() - begun:5.1f} s", flush=True)
    if not passed:
        print(f"{done.stdout}{done.stderr}".strip(), flush=True)
    return passed


def main() -> int:
    wanted = sys.argv[1:] or list(CHECKS)
    if unknown := [name for name in wanted if name not in CHECKS]:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}")
        return 2
    with ThreadPoolExecutor(2) as lanes:
        results = list(lanes.map(run, wanted))
    print(f"{sum(results)} of {len(results)} checks passed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
