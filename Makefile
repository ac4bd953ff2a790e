# Every target works from nothing: it needs only Python 3.11-3.13 (with venv) and make.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
export BOT_PORT ?= 8000
export SIMULATOR_PORT ?= 8001
# Without its compiled code beside it the program is compiled anew at every start, which takes as long as the start itself.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test check audit kill format originals bench sustained lock fields clean

demo: .venv/run
	$(BIN)/koe demo $(FILES)

run: .venv/run
	$(BIN)/koe run

test: .venv/dev
	$(BIN)/pytest -n auto $(PYTEST_ARGS)

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

# Known holes in what the lock files pin. Without network it says so and fails nothing.
audit: .venv/bin/python
	$(BIN)/python deploy/audit.py

# Messages under kill -9 at random moments, for minutes; not part of the test suite.
kill: .venv/dev
	$(BIN)/pytest -s tests/e2e/random_kills.py

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# With the city's documents in KOE_ORIGINALS: the bundled ledger says what they say, and as PDF they say the same.
originals: .venv/dev
	$(BIN)/koe originals
	$(BIN)/pytest tests/knowledge/documents/test_original_files.py

bench: .venv/run
	$(BIN)/python -m bench
	$(BIN)/python -m bench.desk
	$(BIN)/python -m bench.waves

# A thousand messages within one second, then 150 a second for so many minutes, and the ends of the scale beside it: on two
# processes where BENCH_DATABASE names an empty PostgreSQL database (it is filled!), else on one and SQLite. It ends by itself.
MINUTES ?= 10
sustained: .venv/run
	$(BIN)/python -m bench.sustained --minutes $(MINUTES) $(if $(BENCH_DATABASE),--database $(BENCH_DATABASE) --processes 2)

# Write the lock files anew after a change of the dependencies in pyproject.toml.
lock: .venv/run
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra install -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra install --extra dev -o requirements-dev.lock pyproject.toml

# Count the words of the example voices anew, after one was added or changed.
fields: .venv/run
	$(BIN)/python -m cli.field_words

clean:
	rm -rf .venv build *.egg-info

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
