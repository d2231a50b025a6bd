# Everything runs in a virtual environment of the project's own; Python 3.11 or later, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test verify lint bench bench-millions vendor picture rules golden clean

demo: $(VENV)/demo
	$(BIN)/grondslag check datasets/iwlz/messages.csv

test: lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# All tests, the long ones too, with Spark (which needs Java); a skipped test is a failure here.
verify: lint $(VENV)/verify
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "long or not long" --no-skips

bench: $(VENV)/test
	$(BIN)/python -m benchmarks

# Large registries: 100,000 and a million rows; add --rows 10000000 by hand.
bench-millions: $(VENV)/test
	$(BIN)/python -m benchmarks.millions

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(VENV)/verify: pyproject.toml | $(VENV)/test
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test,verify,spark]"
	@touch $@

# The libraries inside the HTML report; needs npm, at development time only.
vendor:
	checker/reports/html/vendor/bundle.sh build/vendor

picture: $(VENV)/demo
	$(BIN)/python docs/picture.py

rules: $(VENV)/demo
	$(BIN)/python -m checker.catalogue.pages docs/rules

# What each form of a report looks like, made anew; look over what changed.
golden: $(VENV)/test
	$(BIN)/python tests/reports/golden.py

clean:
	rm -rf $(VENV) build dist
