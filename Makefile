# Needs Python 3.11 or newer and make; everything else is installed into .venv from requirements.lock.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test cover check lint types docs bench install lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## create .venv and install the locked packages and this project

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q reviewer api
	@touch $(STAMP)

demo: install ## install and review an example
	$(BIN)/reviewer review --no-llm examples/url_shortener.md

test: install ## install and run the linters, the type checker and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto

cover: install ## run all tests and show the lines and branches that none of them reached
	$(BIN)/pytest -q -n auto --cov --cov-report=term:skip-covered

check: test ## the same as test

lint: install ## format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install ## renew the generated pages of the documentation
	$(BIN)/python docs/generate.py

bench: install ## print the timings
	$(BIN)/python -m benchmarks.rules
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.judge
	$(BIN)/python -m benchmarks.estimates
	$(BIN)/python -m benchmarks.batch rules
	$(BIN)/python -m benchmarks.service

clean: ## remove .venv and build output
	rm -rf $(VENV) build dist
