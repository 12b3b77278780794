# izdeu: the commands a newcomer needs. Everything lives in .venv and var/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# SERVE=0 builds the demo without serving it.
SERVE ?= 1
# The files of a database are tested on SQLite: PostgreSQL's belong to its server. Of the pages those
# are read on both that write and list; what only repeats them many times, or a browser shows, is not.
DATABASE_TESTS := tests/tracing tests/alerts tests/accounts tests/test_canary.py tests/test_walk.py \
	tests/cli/test_backup.py tests/cli/test_reveal.py \
	tests/web --ignore tests/tracing/test_durability.py --ignore tests/alerts/test_kill.py \
	--ignore tests/web/test_browser.py --ignore tests/web/test_canary.py \
	--ignore tests/web/test_headers.py --ignore tests/web/test_hoax.py --ignore tests/web/test_stranger.py

.PHONY: demo install install-dev test check format lock clean

demo: install  ## build the demo event, do the main job on it, and serve it on localhost:8000
	$(BIN)/izdeu demo $(if $(filter 1,$(SERVE)),--serve)

install: $(VENV)/.run  ## what running needs, from the lock file
install-dev: $(VENV)/.dev  ## what testing needs as well

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "izdeu needs Python 3.11 or newer; call: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python lacks its venv module; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/.run: locks/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/izdeu kernels
	@touch $@

$(VENV)/.dev: locks/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r locks/dev.txt
	@touch $@

test: install-dev  ## the suite, on SQLite, and on PostgreSQL where IZDEU_TEST_DATABASE_URL names one
	$(BIN)/python -m pytest -n 2 --dist loadfile
	@if [ -n "$$IZDEU_TEST_DATABASE_URL" ]; then \
		IZDEU_DATABASE_URL="$$IZDEU_TEST_DATABASE_URL" $(BIN)/python -m pytest -n 2 --dist loadfile $(DATABASE_TESTS); \
	else echo "PostgreSQL was not tested; .ci/postgres make test starts one of its own"; fi

check: install-dev  ## format, lint, types, imports, docs and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: install-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.uv  ## after a change of dependencies in pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --quiet --python-version 3.11 \
		--group build pyproject.toml -o locks/run.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --quiet --python-version 3.11 \
		--all-extras --group build --group dev -c locks/run.txt pyproject.toml -o locks/dev.txt

$(VENV)/.uv: | $(BIN)/python
	$(BIN)/python -m pip install --quiet uv && touch $@

clean:
	rm -rf $(VENV) var
