# make demo, make test: the two commands of the README. `make help` lists the others.
# Everything is installed in ./.venv from requirements/*.txt (pinned, with hashes); a stamp per set makes the second
# run start at once. PYTHON picks the interpreter: make PYTHON=python3.12 demo

PYTHON ?= python3
UV ?= uv
PYTEST_ARGS ?= -n 2
ROUNDS ?= 20
FUZZ_SECONDS ?= 600
BENCH_DATA ?= bench/data/claims
BENCH_PATIENTS ?= 2000000

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
TEST := $(VENV)/.installed-test
PEERS := $(VENV)/.installed-bench
QUICK := $(wildcard tests/house tests/spec tests/bad tests/golden)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PIP_USER PYTHONHOME PYTHONPATH

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check lint types imports lock bench long clean

help:
	@echo 'make demo     set up, make sample claims, settle a real contract for 200 physicians, explain one amount'
	@echo 'make test     set up, run the whole test suite'
	@echo 'make check    before each commit: format, lint, types, import contracts, quick tests (under two minutes)'
	@echo 'make lint     ruff: format and rules        make types    mypy: strict        make imports  import contracts'
	@echo 'make long     readers fuzzed (FUZZ_SECONDS=600), properties on new inputs (ROUNDS=20), mutants of legality/ (hours)'
	@echo 'make bench    benchmarks, each beside its floor or its peer (bench/)'
	@echo 'make lock     pin requirements/*.in into requirements/*.txt, with hashes (needs uv)'
	@echo 'make clean    remove .venv, caches and the output of the demo'

demo: $(RUN)
	@$(BIN)/bonusage demo

test: $(TEST)
	@$(BIN)/python -m pytest $(PYTEST_ARGS) $(TESTS)

check: lint types imports
	@$(BIN)/python -m pytest $(PYTEST_ARGS) $(QUICK)

lint: $(TEST)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(TEST)
	@$(BIN)/python -m mypy

imports: $(TEST)
	@$(BIN)/lint-imports

# Hypothesis draws other examples in each round, except where it sees a CI: hence env -u CI. Then mutants of legality/: hours.
long: $(PEERS)
	@$(BIN)/python bench/law/fuzz.py --seconds $(FUZZ_SECONDS) --atheris
	@for round in $$(seq $(ROUNDS)); do \
		echo "round $$round of $(ROUNDS)"; \
		env -u CI $(BIN)/python -m pytest $(PYTEST_ARGS) tests/properties || exit 1; \
	done
	@PYTHON=$(CURDIR)/$(BIN)/python bench/mutation/run_legality.sh

# Five pairs in turn with the bare scan beside, a population's amounts, receipts replayed, start-up, the law: bench/README.md.
bench: SHELL := bash
bench: .SHELLFLAGS := -o pipefail -c
bench: $(PEERS) $(BENCH_DATA)/claims.json
	@mkdir -p bench/results
	@$(BIN)/python bench/claims/compare.py $(BENCH_DATA) --out bench/results/claims.json
	@$(BIN)/python bench/pay/run_pay.py | tee bench/results/pay.jsonl
	@$(BIN)/python bench/receipts/run_receipts.py | tee bench/results/receipts.json
	@$(BIN)/python bench/receipts/run_startup.py | tee bench/results/startup.json
	@$(BIN)/python bench/law/run_import.py | tee bench/results/law_import.json
	@$(BIN)/python bench/law/citations.py 7 | tee bench/results/law_citations.json
	@$(BIN)/python bench/legality/run_check.py --out bench/results/legality.json

$(BENCH_DATA)/claims.json: | $(TEST)
	@mkdir -p $(dir $(BENCH_DATA))
	@$(BIN)/bonusage claims sample --patients $(BENCH_PATIENTS) --physicians 2000 --years 2011-2012 --seed 7 -o $(BENCH_DATA)

lock:
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: python3 -m venv DIR && DIR/bin/pip install uv, then make lock UV=DIR/bin/uv' >&2; exit 1; }
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		-o requirements/run.txt requirements/run.in
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		-c requirements/run.txt -o requirements/test.txt requirements/test.in
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		-c requirements/test.txt -o requirements/bench.txt requirements/bench.in
	@echo 'locked: requirements/run.txt, requirements/test.txt, requirements/bench.txt; tests/house/test_hashes.py checks them'

clean:
	rm -rf $(VENV) build dist demo-out .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests bench -name __pycache__ -prune -exec rm -rf {} +

# One set after the other is one environment: bench holds test, which holds run; installing one makes the stamps below it.
$(RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	$(call install,run)
	@touch $@

$(TEST): requirements/test.txt pyproject.toml | $(BIN)/python
	$(call install,test)
	@touch $(RUN) $@

$(PEERS): requirements/bench.txt pyproject.toml | $(BIN)/python
	$(call install,bench)
	@touch $(RUN) $(TEST) $@

# Nothing is built while installing: wheels only, then the package itself with the build backend of the same file.
define install
@echo "Installing requirements/$(1).txt in $(VENV) (about a minute, once)..."
@$(BIN)/python -m pip install -qq --no-input --only-binary :all: --require-hashes -r requirements/$(1).txt
@$(BIN)/python -m pip install -qq --no-input --no-deps --no-build-isolation -e .
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Bonusage needs Python 3.11 or later, and '$(PYTHON)' is not: install it, or name another one (make PYTHON=python3.12 ...)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make a virtual environment: install its venv module (on Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
