# make run     the dashboard, with its address printed
# make test    everything that must hold; installs what it needs, a browser too

PYTHON ?= python3
HOST ?= localhost
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := run
.PHONY: run test check docs browser benchmark screenshots clean

run: $(VENV)/run.stamp
	@echo "The dashboard is at http://$(HOST):$(PORT) (stop it with Ctrl+C)."
	@$(BIN)/streamlit run dashboard.py --server.address $(HOST) --server.port $(PORT)

test: $(VENV)/test.stamp browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(VENV)/run.stamp
	@$(BIN)/python -m upkeep check

docs: $(VENV)/run.stamp
	$(BIN)/python -m upkeep dictionary
	$(BIN)/python -m upkeep messages

benchmark: $(VENV)/test.stamp
	@$(BIN)/python -m tests.benchmark

screenshots: $(VENV)/test.stamp browser
	$(BIN)/python -m tests.screenshots

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the dashboard needs …"
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements.txt tests/requirements.txt $(VENV)/run.stamp
	@echo "Installing what the tests need …"
	@$(PIP) install -r tests/requirements.txt
	@touch $@

# Chromium from the system's packages where that is possible, else Playwright's own.
browser: $(VENV)/test.stamp
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	       && apt-get update -qq \
	       && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	            chromium fonts-dejavu-core >/dev/null; } \
	  || $(BIN)/playwright install chromium

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
