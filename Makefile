# README and docs/operations/running.md explain the targets.
SHELL := /bin/bash
PY := .venv/bin/python
DJADE := xargs -0r .venv/bin/djade --target-version 5.2
LOCAL := $(PY) -m deploy.local
# Commands of `make check` see the portal as an office's server would: no DEBUG, a key of its own.
PRODUCTION := DEBUG=0 DEMO=0 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	ALLOWED_HOSTS=portal.example.cn PUBLIC_URL=https://portal.example.cn
ELSEWHERE := --database-only --ignore=tests/access --ignore=tests/browser --ignore=tests/deploy --ignore=tests/fuzz \
	--ignore=tests/house --ignore-glob='*pages.py' --ignore-glob='*screens.py' --ignore-glob='*papers*.py' \
	--ignore-glob='*demo.py' --ignore-glob='*geometry.py' --ignore-glob='*kill*.py' --ignore-glob='*confidential.py'
TYPED = $$(git ls-files | grep -E '^apps/.*/(rules|keeper|services|selectors)(\.py|/.*\.py)$$') deploy

.PHONY: help setup setup-test setup-check run test test-servers access fuzz check format reference samples shots \
	manual-pictures bench manage bundle clean

help:
	@echo "make run      set up and serve the portal on PORT (8000)"
	@echo "make test     set up and run every test, browser tests included"
	@echo "make access   writes docs/reference/access.md anew"
	@echo "make fuzz     hostile requests for FUZZ_MINUTES (30)"
	@echo "make check    linters, types, floors, migrations, production settings, templates"
	@echo "make samples  sample documents      make shots  every page as a picture, and its faults"
	@echo "make reference  docs/reference/acts from the code"
	@echo "make bundle   one file in build/ that installs the portal where there is no internet"
	@echo "make manual-pictures  the pictures of docs/manual from the demo district"
	@echo "make bench    benchmarks            make manage ARGS='shell'  any manage.py command on the local data"

setup:
	@deploy/local/setup.sh run

setup-test:
	@deploy/local/setup.sh test

setup-check:
	@deploy/local/setup.sh check

run: setup
	@$(LOCAL) run

test: setup-test
	@$(LOCAL) exec --scratch -- $(PY) -m pytest -n 2 --dist=worksteal --durations=25 $(ARGS)

# The database-facing tests again, for a real PostgreSQL and Redis named by DATABASE_URL and REDIS_URL: what a page looks
# like, how a paper is set, who may enter and what kills servers of its own is the same everywhere.
# pytest ends with 5 where nothing was selected.
test-servers: setup-test
	@$(LOCAL) exec --scratch -- $(PY) -m pytest -n 2 --dist=worksteal $(ELSEWHERE) $(ARGS) || [ $$? = 5 ]

access: setup-test
	@$(LOCAL) exec --scratch -- $(PY) -m pytest -q tests/access/test_every_address.py --write-access

fuzz: setup-test
	@FUZZ_MINUTES=$${FUZZ_MINUTES:-30} $(LOCAL) exec --scratch -- $(PY) -m pytest -q -s tests/fuzz $(ARGS)

check: setup-check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@$(PRODUCTION) $(PY) -m mypy $(TYPED)
	.venv/bin/lint-imports
	git ls-files -z 'templates/*.html' 'apps/*.html' | $(DJADE) --check
	@$(PRODUCTION) $(LOCAL) exec --scratch -- $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PY) -m deploy.local.weaknesses

format: setup-check
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	git ls-files -z 'templates/*.html' 'apps/*.html' | $(DJADE)

reference: setup-test
	@DEBUG=1 DJANGO_SETTINGS_MODULE=congress_portal.settings $(PY) -m tests.house.acts_reference

samples: setup
	@$(LOCAL) exec --scratch -- $(PY) manage.py samples

shots: setup-test
	@$(LOCAL) exec --scratch -- $(PY) -m tests.browser.shots $(ARGS)

manual-pictures: setup-test
	@$(LOCAL) exec --scratch -- $(PY) -m tests.browser.manual_pictures $(ARGS)

bench: setup
	@$(PY) -m benchmarks $(ARGS)

manage: setup
	@$(LOCAL) exec -- $(PY) manage.py $(ARGS)

bundle: setup
	@deploy/local/bundle.sh

clean:
	rm -rf build var/test .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
