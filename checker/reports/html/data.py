"""The data inside the page: the document of the report, with all that exchanges share written once."""

import json
from typing import Any

from checker.reports.html.proofs import proofs
from checker.reports.html.shared import Document, Shared, source_place

UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"} | {c: f"\\u{c:04x}" for c in range(0xD800, 0xE000)}
"""What could end the script element, or what a parser or encoder could take for something else than text."""
SHARED = ("headers", "outcomes", "readings", "sources", "findings")
MARKS = ("waiver", "baseline")
"""Of a finding: how it stands, which differs between exchanges that share it."""
LANE = 3
"""The first columns that hold a term say from whom, to whom and what for."""


def lane_columns(document: Document) -> list[str]:
    """Return the columns that say from whom, to whom and what for."""
    return list(document["labels"]["terms"])[:LANE]


def page_data(document: Document, words: dict[str, dict[str, str]], exchanges: bool = True) -> Document:
    """Return what the script of the page works with; without the exchanges where they are too many."""
    shared = {name: Shared() for name in SHARED}
    told = [_exchange(exchange, shared) for exchange in document["exchanges"]] if exchanges else []
    attached = document if exchanges else {"labels": document["labels"]}
    return {
        "labels": document["labels"],
        "rules": document["rules"],
        "registries": [registry["source"] for registry in document["registries"]],
        "columns": [
            [[column["header"], column["column"]] for column in registry["columns"]]
            for registry in document["registries"]
        ],
        "lane": lane_columns(document),
        "words": words,
        "exchanges": told,
        "repairs": attached.get("repairs", []),
        "attached": [name for name in ("proofs", "repairs") if name in attached],
        **proofs(attached, shared["sources"]),
        **{name: shared[name].things for name in shared},
    }


def as_script(data: Document) -> str:
    """Return data as JSON that may stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def _exchange(exchange: Document, shared: dict[str, Shared]) -> list[Any]:
    cells, findings = exchange["input"], exchange["findings"]
    marks = [{name: finding[name] for name in MARKS if name in finding} for finding in findings]
    readings = [
        shared["readings"].place(reading, (reading["column"], reading["cell"], reading["code"], reading["how"]))
        for reading in exchange["reading"]
    ]
    return [
        exchange["id"], exchange["registry"], exchange["row"], exchange["verdict"], exchange["scope"],
        shared["headers"].place(list(cells), tuple(cells)), list(cells.values()), readings,
        shared["outcomes"].place(exchange["outcomes"], tuple(exchange["outcomes"].items())),
        [finding_place(finding, shared["findings"], shared["sources"]) for finding in findings],
        [finding["fingerprint"] for finding in findings],
        exchange.get("proof"), exchange.get("repair"),
        exchange.get("times"), *([marks] if any(marks) else []),
    ]  # fmt: skip


def finding_place(finding: Document, findings: Shared, sources: Shared) -> int:
    """Return the place of a finding; its fingerprint, which names the exchange, stays outside, and so do its marks."""
    places = tuple(source_place(source, sources) for source in finding["sources"])
    key = (
        finding["rule"], finding["severity"], tuple(finding["message"].items()), tuple(finding["remedy"].items()),
        tuple((value["field"], value["code"]) for value in finding["values"]), tuple(finding["follows_from"]), places,
    )  # fmt: skip
    told = {name: finding[name] for name in finding if name not in ("fingerprint", *MARKS)}
    return findings.place(told | {"sources": list(places)}, key)
