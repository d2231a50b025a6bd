# Everything runs in a virtual environment of the project's own; Python 3.11 or later, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test verify lint bench picture rules clean

demo: $(VENV)/demo
	$(BIN)/grondslag check datasets/iwlz/messages.csv

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# All tests, the long ones too, with Spark (which needs Java); a skipped test is a failure here.
verify: lint $(VENV)/spark
	$(BIN)/python -m pytest -m "long or not long" --no-skips

bench: $(VENV)/test
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(VENV)/spark: pyproject.toml | $(VENV)/test
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test,spark]"
	@touch $@

picture: $(VENV)/demo
	$(BIN)/python docs/picture.py

rules: $(VENV)/demo
	$(BIN)/python -m checker.catalogue.pages docs/rules

clean:
	rm -rf $(VENV) build dist
