# Madoguchi. `make help` lists what there is; `make up` runs the product, `make test` proves it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help audit licences up down reset logs clock code demo walk test check unit bench cost golden prove fault-matrix breakages stranger redrive web lock install browser synth nag live diff deploy drill

PY := .venv/bin/python
TEST_STAGE := MADOGUCHI_HOME=$(CURDIR)/.test MADOGUCHI_PORT=14566 MADOGUCHI_WORLD_PORT=14567
export PYTHONPATH := $(CURDIR):$(CURDIR)/layers/madoguchi/python
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

up: install ## run the product on this machine: the local cloud, a real deployment, demo data
	@$(PY) -m sandbox.localcloud up

down: ## stop it; everything is kept
	@$(PY) -m sandbox.localcloud down

reset: ## stop it and forget everything
	@$(PY) -m sandbox.localcloud reset

logs: ## follow the functions' logs; make logs RECEIPT=... follows one receipt through everything (docs/runbooks)
	@$(PY) -m ops.logs $(foreach word,RECEIPT CORRELATION METRIC FUNCTION ERRORS FAILED QUEUES SLOW STAGE SINCE,\
		$(if $($(word)),--$(shell echo $(word) | tr A-Z a-z) "$($(word))"))

clock: ## show the local stage's time; make clock TO=2026-11-04T23:59:20+09:00 sets it, TO=real gives it back
	@$(PY) -m sandbox.localcloud clock $(TO)

code: ## an officer's code of the moment on the local stage; make code OFFICER=sanjo-kosodate-1
	@$(PY) -m sandbox.localcloud code $(OFFICER)

demo: install ## play a family's application through the running product, and write .local/demo.json
	@$(PY) -m sandbox.demo

walk: install browser ## the same journey on the screens of a fresh stage, photographed into docs/screenshots
	@$(PY) -m sandbox.demo.walk

test: install browser ## everything that must hold: what CI runs
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory web
	@$(PY) -m pytest -n 2 --dist loadgroup tests --ignore tests/local
	@trap '$(TEST_STAGE) $(PY) -m sandbox.localcloud reset' EXIT; \
		$(TEST_STAGE) $(PY) -m sandbox.localcloud reset && \
		$(TEST_STAGE) $(PY) -m sandbox.localcloud up && \
		$(TEST_STAGE) $(PY) -m pytest tests/local

prove: install browser ## the long matrices whole
	@MADOGUCHI_MATRIX=whole $(MAKE) --no-print-directory test

check: install ## the fast part: format, lint, types, imports
	@ruff format --check .
	@ruff check .
	@mypy layers/madoguchi/python/madoguchi
	@npm run --silent check -w frontend

fault-matrix: install ## break every call of every process, consumer and commit once; writes docs/fault-matrix.md
	@$(PY) -m tests.faults

breakages: install ## break every guard rail once, on copies; says which test caught it
	@$(PY) -m tests.breakages

stranger: install ## add a throw-away capability on a copy as docs/add-a-capability.md says; counts what it took
	@$(PY) -m tests.breakages.stranger

redrive: install ## dead letters of STAGE; make redrive QUEUE=… or PROCESS=… says what would go back, YES=1 sends it
	@$(PY) -m ops.redrive --stage $(or $(STAGE),local) $(if $(QUEUE),--queue $(QUEUE)) $(if $(PROCESS),--process $(PROCESS)) $(if $(YES),--yes)

unit: install ## the tests that take seconds
	@$(PY) -m pytest tests/unit

bench: install ## counts, CPU of the doors and imports against their limits, into .local/bench.json; WHOLE=1: the stage too
	@$(PY) -m benchmarks
	@if [ -n "$(WHOLE)" ]; then $(PY) -m benchmarks whole; fi

cost: install ## count anew, and write docs/cost.md and docs/quotas.md; read the diff before you commit it
	@$(PY) -m benchmarks.pages

golden: install ## write the goldens anew (permissions, schemas, OpenAPI, the pages' types of it); read the diff before you commit it
	@MADOGUCHI_GOLDEN=write $(PY) -m pytest tests/infra tests/contracts
	@npm run --silent api -w frontend

live: install ## ask AWS itself what nothing else can prove: make live STAGE=dev, with an operator's credentials
	@MADOGUCHI_LIVE_STAGE=$(STAGE) $(PY) -m pytest -rs -m live tests/live

nag: install ## write the nag report anew (docs/nag-report.md); read the diff before you commit it
	@MADOGUCHI_GOLDEN=write $(PY) -m pytest -q tests/infra/test_nag.py

web: install ## build the pages for production
	@VITE_STAGE=prod npm run --silent build -w frontend

synth: web ## the production templates, in cdk.out
	@cdk synth -q --context stage=prod

diff: web ## what a deployment of STAGE would change, against what runs there
	@cdk diff --context stage=$(STAGE)

deploy: web ## deploy STAGE (dev, stg or prod) with your AWS credentials; shows the commands, YES=1 runs them
	@$(PY) -m ops.deploy --stage $(STAGE) $(if $(YES),--yes)

drill: install ## lose an application, its notices and files on the local stage, and restore them; rows in .local/drill.json
	@$(PY) -m sandbox.drill

audit: install ## ask the registries for known weaknesses of what ships; TOOLS=1 asks for the tools as well
	@$(PY) -m ops.audit $(if $(TOOLS),--tools)

licences: install ## write docs/licences.md anew from the locks
	@$(PY) -m ops.supply

lock: install ## write every lock anew
	@.tools/bin/uv lock
	@for layer in base pki; do .tools/bin/uv pip compile -q --no-header --no-emit-index-url --universal --generate-hashes \
		--python-version 3.11 layers/$$layer/requirements.in -o layers/$$layer/requirements.txt; done
	@.tools/bin/uv pip compile -q --no-header --no-emit-index-url --universal --python-version 3.11 \
		sandbox/localcloud/requirements.in -o sandbox/localcloud/requirements.txt
	@npm install --silent --package-lock-only --omit-lockfile-registry-resolved

install:
	@sandbox/localcloud/install.sh

browser: install
	@sandbox/localcloud/install.sh browser
