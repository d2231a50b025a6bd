"""The data inside the page: the document of the report, with all that exchanges share written once."""

import json
from collections.abc import Hashable
from typing import Any

Document = dict[str, Any]

UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"} | {c: f"\\u{c:04x}" for c in range(0xD800, 0xE000)}
"""What could end the script element, or what a parser or encoder could take for something else than text."""
SHARED = ("headers", "outcomes", "readings", "sources", "findings", "proofs", "repairs")
MARKS = ("waiver", "baseline")
"""Of a finding: how it stands, which differs between exchanges that share it."""
LANE = 3
"""The first columns that hold a term say from whom, to whom and what for."""


class Shared:
    """A list in which equal things stand once; `place` tells where."""

    def __init__(self) -> None:
        self.things: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def place(self, thing: Any, key: Hashable = None) -> int:
        """Return the place of a thing. `key` tells it apart, where that is quicker to make than its JSON."""
        key = json.dumps(thing, sort_keys=True) if key is None else key
        if key not in self._places:
            self._places[key] = len(self.things)
            self.things.append(thing)
        return self._places[key]


def lane_columns(document: Document) -> list[str]:
    """Return the columns that say from whom, to whom and what for."""
    return list(document["labels"]["terms"])[:LANE]


def page_data(document: Document, words: dict[str, dict[str, str]], exchanges: bool = True) -> Document:
    """Return what the script of the page works with; without the exchanges where they are too many."""
    shared = {name: Shared() for name in SHARED}
    told = [_exchange(exchange, shared) for exchange in document["exchanges"]] if exchanges else []
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
        **{name: shared[name].things for name in shared},
        "exchanges": told,
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
        shared["proofs"].place(exchange["proof"]) if exchange.get("proof") else None,
        shared["repairs"].place(exchange["proposals"]) if exchange.get("proposals") else None,
        exchange.get("times"), *([marks] if any(marks) else []),
    ]  # fmt: skip


def finding_place(finding: Document, findings: Shared, sources: Shared) -> int:
    """Return the place of a finding; its fingerprint, which names the exchange, stays outside, and so do its marks."""
    places = tuple(
        sources.place(source, (source["iri"], source["certainty"], source["last_checked"], *source["note"].values()))
        for source in finding["sources"]
    )
    key = (
        finding["rule"], finding["severity"], tuple(finding["message"].items()), tuple(finding["remedy"].items()),
        tuple((value["field"], value["code"]) for value in finding["values"]), tuple(finding["follows_from"]), places,
    )  # fmt: skip
    told = {name: finding[name] for name in finding if name not in ("fingerprint", *MARKS)}
    return findings.place(told | {"sources": list(places)}, key)
