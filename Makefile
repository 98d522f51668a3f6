# make run     the dashboard, with its address printed
# make test    what must hold before every push; installs what it needs, a browser too
# make test-clients   the same in WordPress, validators, a bucket, other people's scripts
# make test-cluster   with servers and processes of its own: published, killed, cut off
# make soak    what kills and tries by lot, for long
# make check   all that is wrong with the data      make check FILES=new.csv WORDS=fr ALL=1
# make diff    what a change means to readers       make diff OLD=main FORMAT=html
# make due     which series wait for their next edition
# make requirements   what gets installed, written anew from requirements.in

PYTHON ?= python3
HOST ?= localhost
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := run
.PHONY: run test style suite test-clients test-cluster soak check diff due docs requirements bundle browser clients benchmark screenshots clean

run: $(VENV)/run.stamp
	@echo "The dashboard is at http://$(HOST):$(PORT) (stop it with Ctrl+C)."
	@$(BIN)/streamlit run dashboard.py --server.address $(HOST) --server.port $(PORT)

# Style and types, which are slow only when their caches are empty, run beside the tests.
test: $(VENV)/test.stamp browser
	@$(MAKE) --no-print-directory -j 2 style suite

style: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# A third worker computes while one of the two waits for its browser; what takes longest begins.
PYTEST = $(BIN)/python -m pytest -q -n 3 --dist loadgroup --no-loadscope-reorder --durations=15

# COVER=1 counts the lines that run, for twice the time.
suite: $(VENV)/test.stamp
	$(PYTEST) $(if $(COVER),--cov --cov-report=)

test-clients: $(VENV)/test.stamp browser clients
	$(PYTEST) -m clients

test-cluster: $(VENV)/test.stamp browser clients
	$(PYTEST) -m "cluster and not clients and not soak"

soak: $(VENV)/test.stamp
	$(PYTEST) -m soak
	VIEWS=many $(PYTEST) tests/figures tests/schemas
	$(BIN)/python -m tests.calibration

check: $(VENV)/run.stamp
	@$(BIN)/python -m upkeep check $(FILES) $(if $(ALL),--all) $(if $(FORMAT),--format $(FORMAT)) $(if $(WORDS),--lang $(WORDS))

diff: $(VENV)/run.stamp
	@$(BIN)/python -m upkeep diff $(OLD) $(NEW) $(if $(FORMAT),--format $(FORMAT)) $(if $(WORDS),--lang $(WORDS))

due: $(VENV)/run.stamp
	@$(BIN)/python -m upkeep due $(if $(FORMAT),--format $(FORMAT)) $(if $(WORDS),--lang $(WORDS))

docs: $(VENV)/run.stamp
	$(BIN)/python -m upkeep dictionary
	$(BIN)/python -m upkeep messages

# Pins stay as they are where they fit; without the .txt files everything is renewed. The program
# that resolves stands by itself: it is no part of what is resolved.
RESOLVE = $(VENV)/resolver/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"
requirements:
	@test -x $(VENV)/resolver/bin/uv || { $(PYTHON) -m venv $(VENV)/resolver \
	  && $(VENV)/resolver/bin/python -m pip install --quiet uv==0.13.9; }
	$(RESOLVE) requirements.in -o requirements.txt
	$(RESOLVE) tests/requirements.in -o tests/requirements.txt

benchmark: $(VENV)/test.stamp browser
	@$(BIN)/python -m tests.benchmarks.drawing
	@$(BIN)/python -m tests.benchmarks.embeds
	@$(BIN)/python -m tests.benchmarks.checks
	@$(BIN)/python -m tests.benchmarks.visits

screenshots: $(VENV)/test.stamp browser
	$(BIN)/python -m tests.screenshots

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the dashboard needs …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(MAKE) --no-print-directory bundle
	@touch $@

# The small plotly.js, a third of the size; without npm, or if it is not the file whose sum stands
# here, the whole one of the Python package serves. The sum of another version:
# npm view plotly.js-basic-dist-min@VERSION dist.integrity
PLOTLY_JS = $(shell $(BIN)/python -c 'from plotly.offline import get_plotlyjs_version as v; print(v())')
PLOTLY_JS_SUM := sha512-1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ==
SUM = import base64, hashlib, sys; \
  print("sha512-" + base64.b64encode(hashlib.sha512(open(sys.argv[1], "rb").read()).digest()).decode())
bundle:
	@mkdir -p $(VENV)/share/dashboard
	@if command -v npm >/dev/null; then cd $(VENV)/share/dashboard && rm -f plotly*.tgz \
	  && npm pack --silent plotly.js-basic-dist-min@$(PLOTLY_JS) >/dev/null 2>&1 \
	  && test "$$($(PYTHON) -c '$(SUM)' plotly*.tgz)" = "$(PLOTLY_JS_SUM)" \
	  && tar -xzf plotly*.tgz --strip-components=1 package/plotly-basic.min.js \
	  || { rm -f plotly-basic.min.js; \
	       echo "The small plotly.js could not be fetched as it is known; the whole one is used."; }; \
	  rm -f plotly*.tgz; fi

$(VENV)/test.stamp: requirements.txt tests/requirements.txt $(VENV)/run.stamp
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r tests/requirements.txt
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

# What the tests of embedding need: other people's embed scripts, WordPress, a validator of HTML,
# a reader of picture metadata, a spreadsheet. Without npm, apt or root, the tests that need them
# say so.
clients: $(VENV)/test.stamp
	@if command -v npm >/dev/null; then cd tests/clients && npm ci --silent --no-audit --no-fund; fi
	@if command -v apt-get >/dev/null && test "$$(id -u)" = 0; then \
	  missing=""; \
	  command -v php >/dev/null || missing="$$missing php-cli"; \
	  command -v exiftool >/dev/null || missing="$$missing libimage-exiftool-perl"; \
	  command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	  command -v soffice >/dev/null || missing="$$missing libreoffice-calc-nogui"; \
	  test -z "$$missing" || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing >/dev/null; }; fi
	@if command -v apt-get >/dev/null && ! test -d $(VENV)/wordpress; then cd $(VENV) \
	  && { apt-get download -qq wordpress 2>/dev/null \
	       || { apt-get update -qq && apt-get download -qq wordpress; }; } \
	  && dpkg -x wordpress_*.deb wordpress && rm wordpress_*.deb \
	  || echo "WordPress could not be fetched."; fi

clean:
	rm -rf $(VENV) .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
