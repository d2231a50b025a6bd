"""A report read back from its JSON, so that any form can be made of it without checking again.

By jsonschema-rs: it validates the document of ten thousand exchanges in a fraction of a second, where jsonschema, which
is written in Python, takes ten. What a schema cannot say, that what is referred to is there, is checked after it.
"""

import json
import re
from datetime import date
from typing import Any

from checker.errors import GrondslagError
from checker.report import SCHEMA, Report
from checker.resources import report_schema

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""Half of a character that takes two: only written so, and only half if the other half is missing."""
_LONGEST = 60
DEEPEST = 100
"""Steps of a proof below each other; of a real one there are some twenty."""

_AGAIN_NL = "maak het opnieuw met grondslag check --format json"
_AGAIN_EN = "make it again by grondslag check --format json"


def read_report(name: str, data: bytes) -> Report:
    """Return the report in the bytes of a JSON file of that name.

    Raises GrondslagError where it is no report, a report of another version, or a broken one.
    """
    document = _parse(name, data)
    if not isinstance(document, dict) or not isinstance(document.get("schema"), str):
        raise GrondslagError(
            f"{name} is geen rapport van grondslag: noem een bestand dat is gemaakt met grondslag check --format json.",
            f"{name} is no report of grondslag: name a file that was made by grondslag check --format json.",
        )
    if document["schema"] != SCHEMA:
        found = _shown(document["schema"])
        raise GrondslagError(
            f"{name} is een rapport van een andere versie ({found} in plaats van {SCHEMA}): {_AGAIN_NL}.",
            f"{name} is a report of another version ({found} instead of {SCHEMA}): {_AGAIN_EN}.",
        )
    if (place := _misfit(document) or _dangling(document)) is not None:
        raise GrondslagError(
            f"{name}: het rapport is beschadigd of gewijzigd, bij {_shown(place)}; {_AGAIN_NL}.",
            f"{name}: the report is damaged or was changed, at {_shown(place)}; {_AGAIN_EN}.",
        )
    return Report(document)


def whole_report(name: str, data: bytes) -> Report:
    """Return a report that holds every exchange; see `read_report`.

    Raises GrondslagError where it holds only examples.
    """
    report = read_report(name, data)
    if "sampled" in report.document:
        raise GrondslagError(
            f"{name} bevat alleen voorbeelden: maak het opnieuw met --format json, of als nulmeting met --format"
            " findings-parquet.",
            f"{name} holds only examples: make it again by --format json, or as a baseline by --format"
            " findings-parquet.",
        )
    return report


def _parse(name: str, data: bytes) -> Any:
    try:
        # No number of a report has a fraction; as text it fits the schema nowhere.
        document = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_constant=str)
        if _HALF.search(data):
            json.dumps(document, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise GrondslagError(
            f"{name}, regel {error.lineno}, teken {error.colno}: geen geldige JSON, dus beschadigd, afgekapt of geen"
            f" rapport; {_AGAIN_NL}.",
            f"{name}, line {error.lineno}, character {error.colno}: no valid JSON, so damaged, cut short or no report;"
            f" {_AGAIN_EN}.",
        ) from error
    # Text in another encoding, halves of characters, numbers of thousands of digits, nesting without end.
    except (ValueError, RecursionError) as error:
        raise GrondslagError(
            f"{name} kan niet als rapport worden gelezen: {_AGAIN_NL}.",
            f"{name} cannot be read as a report: {_AGAIN_EN}.",
        ) from error
    return document


def _misfit(document: dict[str, Any]) -> str | None:
    """Return the first place that does not fit the schema."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(json.loads(report_schema().read_text(encoding="utf-8")))
    # A yes or no first: it is many times as fast as looking for the fault.
    if validator.is_valid(document):
        return None
    error = next(iter(validator.iter_errors(document)))
    return "/".join(map(str, error.instance_path)) or "/"


def _dangling(document: dict[str, Any]) -> str | None:
    """Return the first place that refers to what is not there, or names a day that does not exist."""
    labels, rules, registries = document["labels"], document["rules"], len(document["registries"])
    families = document["summary"]["families"]
    if not (_is_day(document["as_of"]) and _is_day(document["pack"]["last_checked"], or_none=True)):
        return "as_of"
    if not families.keys() | set(document.get("not_judged", ())) <= labels["families"].keys():
        return "summary"
    if any(column["column"] not in {*labels["columns"], ""} for r in document["registries"] for column in r["columns"]):
        return "registries"
    for place, exchange in enumerate(document["exchanges"]):
        known = (
            exchange["registry"] < registries
            and exchange["verdict"] in labels["verdicts"]
            and exchange["outcomes"].keys() == families.keys()
            and all(outcome in labels["outcomes"] for outcome in exchange["outcomes"].values())
            and all(reading["code"] in labels["terms"].get(reading["column"], {}) for reading in exchange["reading"])
            and all(f["rule"] in rules and f["family"] in labels["families"] for f in exchange["findings"])
            and all(chain["rule"] in rules for chain in exchange.get("chains", ()))
            and all(_cites(source) for finding in exchange["findings"] for source in finding["sources"])
            and exchange.get("proof", -1) < len(document.get("proofs", ()))
            and exchange.get("repair", -1) < len(document.get("repairs", ()))
            and all(
                _is_day(f["waiver"][day]) for f in exchange["findings"] if "waiver" in f for day in ("date", "until")
            )
        )
        if not known:
            return f"exchanges/{place}"
    for place, proof in enumerate(document.get("proofs", ())):
        if not _stands(proof):
            return f"proofs/{place}"
    for place, repair in enumerate(document.get("repairs", ())):
        if not all(
            proposal["reaches"]["verdict"] in labels["verdicts"]
            and proposal["reaches"]["outcomes"].keys() <= families.keys()
            for proposal in repair["proposals"]
        ):
            return f"repairs/{place}"
    for place, entry in enumerate(document.get("waivers", {}).get("entries", ())):
        if not all(f["rule"] in rules and f["family"] in labels["families"] for f in entry["findings"]):
            return f"waivers/{place}"
    return None


def _stands(proof: dict[str, Any]) -> bool:
    """Return whether a proof can be told: its rules named, its sources whole, no step far below, or referred to and
    not there."""
    numbers, seen = set(), set()
    todo = [(step, 0) for family in proof["families"] for step in family["steps"]]
    if not all(step["name"] is not None for step, _ in todo):
        return False
    while todo:
        step, depth = todo.pop()
        if depth > DEEPEST or not all(map(_cites, step["sources"])):
            return False
        numbers.add(step["number"])
        seen.add(step["see"])
        todo += [(below, depth + 1) for below in step["steps"]]
    return seen - {None} <= numbers


def _cites(source: dict[str, Any]) -> bool:
    texts = (source["certainty_label"], source["note"])
    whole = {"nl", "en"} <= source["certainty_label"].keys()
    return whole and all(isinstance(text, str) for part in texts for text in part.values())


def _is_day(text: str, or_none: bool = False) -> bool:
    try:
        return (or_none and not text) or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _shown(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
