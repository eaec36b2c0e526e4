#!/bin/sh
# Mutants of legality/ by mutmut (requirements/bench.txt), in a copy outside the repository; hours for the whole room.
# usage: bench/mutation/run_legality.sh [PATTERN...]    as 'bonusage.legality.lint.*'; the whole room without one
# PYTHON picks an interpreter that has requirements/bench.txt; CHILDREN how many mutants at a time; WORK keeps the copy.
# Writes bench/results/mutation_legality.json: what survived, was skipped, timed out or had no test counts as survivor.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-$root/.venv/bin/python}
if ! "$python" -c 'import mutmut' 2>/dev/null; then
    echo "mutmut n'est pas installé : $python -m pip install --require-hashes -r requirements/bench.txt" >&2
    exit 3
fi
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
cd "$work"
rm -rf src tests docs mutants shared
cp -r "$root/src" "$root/tests" "$root/docs" "$root/pyproject.toml" "$root/GLOSSARY.md" .
[ -d "$root/../shared" ] && ln -s "$(cd "$root/../shared" && pwd)" shared
cat > preload.txt <<'END'
pyarrow.csv
pyarrow.parquet
duckdb
yaml
typer
holidays
bonusage.instruments.loader
bonusage.desk.cli
bonusage.desk.results
END
cat >> pyproject.toml <<'END'

[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/bonusage/legality/*"]
also_copy = ["docs", "preload.txt"]
# Workers start from a process that has not imported legality/: its rules are made while it is imported, mutants of that too.
process_isolation = "forkserver"
forkserver_warmup = "import"
preload_modules_file = "preload.txt"
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:randomly", "-n0", "-x"]
pytest_add_cli_args_test_selection = [
  "tests/spec/test_legal_cases.py", "tests/spec/test_legal_catalogue.py", "tests/spec/test_legal_rules.py",
  "tests/spec/test_legal_approval.py", "tests/spec/test_legal_facts.py", "tests/spec/test_legal_temporal.py",
  "tests/spec/test_legal_act_file.py", "tests/spec/test_legal_unlock.py", "tests/spec/test_legal_coverage.py",
  "tests/spec/test_legal_lint.py", "tests/spec/test_legal_sentences.py", "tests/desk/test_cli_legal.py",
]
END
begun=$(date +%s)
PYTHONPATH="$work/src" "$python" -m mutmut run --max-children "${CHILDREN:-2}" "$@" || true
PYTHONPATH="$work/src" "$python" -m mutmut export-cicd-stats
"$python" "$root/bench/mutation/summary.py" "$work/mutants" "$root/bench/results/mutation_legality.json" "$(($(date +%s) - begun))" "$@"
