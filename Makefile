# On a fresh machine with Python >= 3.11 and make: `make demo` runs the whole way once, `make test` checks everything.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do $$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
# The lock is the whole truth: boring-semantic-layer's own metadata says ibis<12, which is an untested precaution.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := install --no-deps --require-hashes --requirement

.PHONY: help setup demo test bench lint format lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo    set up and run the main job on simulated tenants"
	@echo "make test    set up, lint, type-check and run the tests"
	@echo "make bench   measure against plain DuckDB"
	@echo "make lint | format | lock | clean"

setup: $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/engine demo

test: lint
	$(BIN)/pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

# Only this one needs uv. --no-header and no index: the locks name no machine and no registry.
lock:
	uv pip compile --generate-hashes --universal --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --generate-hashes --universal --no-header --group dev --group build pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) warehouse logs dist sqlmesh_project/.cache sqlmesh_project/logs
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with 'make PYTHON=/path/to/python3'." >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is older than Python 3.11." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.lock pyproject.toml $(VENV)/.made
	@echo "Installing the locked packages into $(VENV) ..."
	@$(PIP) $(LOCKED) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the locked packages for development into $(VENV) ..."
	@$(PIP) $(LOCKED) requirements-dev.lock
	@touch $@
