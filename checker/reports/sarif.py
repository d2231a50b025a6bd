"""The report as SARIF 2.1.0: results with the file and row they are about, for tools that gather findings.

Written as plain JSON: the one library with classes for SARIF has had no release since 2019.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from checker.report import Report
from checker.reports import standing
from checker.reports.markdown import escaped
from checker.reports.parts import (
    Document,
    address,
    causes_first,
    citation,
    line_numbers,
    name_of,
    one_line,
    page_of,
)
from checker.reports.words import word

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"
"""What addresses are relative to: the root of the repository that holds the registry."""
LONGEST = 2_000

_LINK = re.compile(r"\](?=\()")


def to_sarif(report: Report, language: str = "nl") -> str:
    """Return the report as the text of a SARIF file."""
    document = report.document
    codes = list(document["rules"])
    pack = document["pack"]
    run = {
        "tool": {
            "driver": {
                "name": "Grondslag",
                "version": document["generator"]["version"],
                "language": language,
                "rules": [_rule(code, rule, language) for code, rule in document["rules"].items()],
            },
        },
        "language": language,
        "automationDetails": {"id": f"grondslag/{pack['id']}/"},
        "artifacts": [_artifact(one) for one in (*document["registries"], *_waiver_file(document))],
        "results": [*_results(document, codes, language), *_waivers(document, codes, language)],
        "columnKind": "unicodeCodePoints",
        "properties": {"pack": pack, "as_of": document["as_of"], "summary": document["summary"]}
        | {key: document[key] for key in ("baseline",) if key in document},
    }
    if warning := standing.stale(document, language):
        run["invocations"] = [{"executionSuccessful": True, "toolConfigurationNotifications": [
            {"level": "warning", "message": {"text": _plain(warning)}}]}]  # fmt: skip
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, rule: Document, language: str) -> dict[str, Any]:
    # The language asked for comes first; both are there, since a tool shows one help to all.
    languages = sorted(rule["why"], key=lambda one: one != language)
    return {
        "id": code,
        "name": one_line(rule["name"]["en"]).title().replace(" ", ""),
        "shortDescription": {"text": _plain(rule["name"][language])},
        "fullDescription": {"text": _plain(rule["why"][language])},
        "help": {
            "text": _plain(rule["why"][language]),
            "markdown": "\n\n".join(_help(rule, one) for one in languages),
        },
        "defaultConfiguration": {"level": LEVELS[rule["severity"]]},
        "properties": {"tags": [rule["family"]]},
    }  # fmt: skip


def _artifact(registry: Document) -> dict[str, Any]:
    return {
        "location": _location(registry),
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": registry["sha256"]},
    }


def _location(registry: Document) -> dict[str, Any]:
    uri = address(registry)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}


def _results(document: Document, codes: list[str], language: str) -> list[dict[str, Any]]:
    lines = line_numbers(document)
    results = []
    for exchange in document["exchanges"]:
        registry = exchange["registry"]
        line = lines[registry].get(exchange["row"])
        headers = {column["column"]: column["header"] for column in document["registries"][registry]["columns"]}
        for finding in causes_first(exchange["findings"]):
            results.append(
                {
                    "ruleId": finding["rule"],
                    "ruleIndex": codes.index(finding["rule"]),
                    "level": LEVELS[finding["severity"]],
                    "message": _message(name_of(exchange, language), finding, language),
                    "locations": [_place(document, exchange, finding, line, headers)],
                    "partialFingerprints": {"grondslag/v1": finding["fingerprint"]},
                    "properties": {
                        "exchange": exchange["id"],
                        "row": exchange["row"],
                        "family": finding["family"],
                        "verdict": exchange["verdict"],
                        "values": finding["values"],
                        "follows_from": finding["follows_from"],
                        "message": finding["message"],
                        "remedy": finding["remedy"],
                    },
                }
                | _standing(finding, language)
            )
    return results


STATES = {"new": "new", "changed": "updated", "known": "unchanged"}
"""How SARIF calls what a finding is beside the baseline."""


def _standing(finding: Document, language: str) -> dict[str, Any]:
    """Return how a finding stands: a waiver is a suppression that was decided outside the registry."""
    told: dict[str, Any] = {}
    if waiver := standing.waiver_of(finding, language):
        told["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{word('waived', language)} {waiver}.",
                "properties": finding["waiver"],
            }
        ]
    if "baseline" in finding:
        told["baselineState"] = STATES[finding["baseline"]]
    return told


def _waiver_file(document: Document) -> list[Document]:
    return [document["waivers"]] if "waivers" in document else []


def _waivers(document: Document, codes: list[str], language: str) -> Iterator[dict[str, Any]]:
    """Yield a result for each finding about a waiver, with the line that it stands on."""
    place = len(document["registries"])
    for entry in standing.entries(document):
        name = standing.name_of_entry(entry, document, language)
        physical = {"artifactLocation": _location(document["waivers"]) | {"index": place},
                    "region": {"startLine": entry["row"]}}  # fmt: skip
        for finding in entry["findings"]:
            yield {
                "ruleId": finding["rule"],
                "ruleIndex": codes.index(finding["rule"]),
                "level": LEVELS[finding["severity"]],
                "message": _message(name, finding, language),
                "locations": [{"physicalLocation": physical}],
                "partialFingerprints": {"grondslag/v1": finding["fingerprint"]},
                "properties": {"exchange": entry["exchange"], "family": finding["family"]},
            }


def _message(name: str, finding: Document, language: str) -> dict[str, str]:
    remedy = word("remedy", language)
    message, advice = (one_line(finding[part][language], LONGEST) for part in ("message", "remedy"))
    cited = [(citation(source, language), page_of(source)) for source in finding["sources"]]
    linked = [f"[{escaped(text)}](<{page}>)" if page else escaped(text) for text, page in cited]
    source = word("source", language)
    return {
        "text": _plain(f"{name}: {message} {remedy}: {advice} {source}: {'; '.join(text for text, _ in cited)}."),
        "markdown": f"{escaped(name)}: {escaped(message)} {remedy}: {escaped(advice)} {source}: {'; '.join(linked)}.",
    }


def _place(
    document: Document, exchange: Document, finding: Document, line: int | None, headers: dict[str, str]
) -> dict[str, Any]:
    """Return where a finding is: the row, and the columns of the values it names."""
    registry = exchange["registry"]
    physical: dict[str, Any] = {"artifactLocation": _location(document["registries"][registry]) | {"index": registry}}
    if line is not None:
        physical["region"] = {"startLine": line}
    names = dict.fromkeys(headers.get(value["field"], value["field"]) for value in finding["values"])
    logical = [{"name": one_line(name), "kind": "column"} for name in names if name.strip()]
    return {"physicalLocation": physical} | ({"logicalLocations": logical} if logical else {})


def _plain(text: str) -> str:
    """Return a text in which SARIF sees no link and no place to fill in."""
    return _LINK.sub("] ", text).replace("{", "{{").replace("}", "}}")


def _help(rule: Document, language: str) -> str:
    return f"**{escaped(rule['name'][language])}.** {escaped(rule['why'][language])}"
