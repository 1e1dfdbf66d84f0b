# Needs Python >= 3.11 and make. Everything else is fetched into .venv and node_modules, pinned by hash.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.lookout-stamp
PYTEST := $(BIN)/pytest

.PHONY: help setup run test test-all check assets pictures clean

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

$(STAMP): requirements/dev.txt requirements/uv.txt bin/setup.sh
	@PYTHON="$(PYTHON)" bin/setup.sh
	@touch $@

setup: $(STAMP) assets ## Build the environment and the front-end assets

assets: $(STAMP) ## Build what the browser gets, when a source changed
	@$(BIN)/python bin/assets.py

run: setup ## Start web, worker and beat at http://127.0.0.1:$PORT (8000), with the demo
	@exec $(BIN)/python manage.py up

test: setup ## Run the whole suite but its slow tier
	@$(PYTEST) -m "not slow"

test-all: setup ## Run everything, on SQLite and on PostgreSQL (TEST_DATABASE_URL names the second database)
	@$(PYTEST)
	@DATABASE_URL="$${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/lookout}" $(PYTEST)

check: setup ## Run every static check
	@$(BIN)/python bin/check.py

pictures: setup ## Take the README's pictures again
	@$(BIN)/python bin/pictures.py

clean: ## Throw away what can be built again (not var/, where the database is)
	rm -rf .venv node_modules static/build .cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
