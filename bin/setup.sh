#!/usr/bin/env bash
# Build .venv from the hashed pins. Python's own venv and pip fetch uv, and uv the rest: 20 seconds instead of three minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Lookout needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Name another one: make PYTHON=python3.12" >&2
  exit 1
}
if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
  echo "Building .venv"
  rm -rf .venv
  "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
.venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements/dev.txt requirements/uv.txt
