# `make serve` and `make test` are all that a newcomer needs; README.md has the same steps without make.
PYTHON ?= python3
PORT ?= 8000
# The colors of `make shot`: light, dark or both.
SCHEME ?= light

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Its presence says which packages are in .venv; each names the lock file that it was made from.
SERVE_PACKAGES := .venv/.packages
DEV_PACKAGES := .venv/.packages-dev
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: serve dev bench test test-files test-sqlite test-postgres read-back lint fmt shot picture audit lock clean
.DEFAULT_GOAL := serve

serve: $(SERVE_PACKAGES)
	@exec $(MANAGE) serve --port $(PORT)

dev: $(SERVE_PACKAGES)
	@DEBUG=1 $(MANAGE) prepare
	@DEBUG=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

# One after the other, each with a process for each processor: side by side, the browser and the servers of the tests wait
# too long.
test: test-sqlite test-postgres

# Each of the many processes of a test run would compile every module anew.
test-files test-sqlite test-postgres: export PYTHONDONTWRITEBYTECODE =

test-files: $(DEV_PACKAGES)
	@$(MANAGE) prepare --files

test-sqlite: test-files
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal

# What asks a running site or no database has been tested once and need not be tested again, nor what is worked out from
# the same values.
test-postgres: test-files
	$(BIN)/python -m tests.throwaway_postgres $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal \
	  -m "database and not site and not browser and not once"

# Makes an environment with polars, reads every download with it, and throws it away; needs a package index.
read-back: $(DEV_PACKAGES)
	$(BIN)/python -m tests.exports.read_back

lint: $(DEV_PACKAGES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive agreements rosetta

fmt: $(DEV_PACKAGES)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

shot: $(DEV_PACKAGES)
	$(BIN)/python -m tests.browser.shoot --scheme $(SCHEME)

# The four in README.md.
picture: $(DEV_PACKAGES)
	$(BIN)/python -m tests.browser.shoot --pictures docs

# Needs npx, which fetches Lighthouse, and Chromium; takes some minutes, and is truest on a machine with nothing else to do.
audit: $(DEV_PACKAGES)
	$(BIN)/python -m tests.browser.audit

# Some minutes; docs/performance.md says what the columns mean. BENCH="--sizes 0 --only list grid" asks for less.
bench: $(DEV_PACKAGES)
	$(BIN)/python -m tests.bench $(BENCH)

# For whoever changes a dependency in pyproject.toml; needs uv. Pins that still fit stay as they are.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --extra dev pyproject.toml --output-file requirements-dev.lock

# Leaves var/ alone: the database in it may hold an editor's work.
clean:
	rm -rf .venv shots .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python 3.11 or later is needed, and there is no '$(PYTHON)' here. Say which to use: make serve PYTHON=python3.12" >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Say which to use: make serve PYTHON=python3.12" >&2; \
	  exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "'$(PYTHON)' cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(SERVE_PACKAGES): requirements.lock | .venv/bin/python
	@echo "Installing the site's packages ..."
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

$(DEV_PACKAGES): requirements-dev.lock | .venv/bin/python
	@echo "Installing the site's packages and the tools of its developers ..."
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@ $(SERVE_PACKAGES)
