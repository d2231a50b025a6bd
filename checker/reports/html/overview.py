"""What the page says of all exchanges together: the flows, the rules met, the scope, and how names were read."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from checker.reports.html.data import finding_place, lane_columns
from checker.reports.html.shared import Document, Shared
from checker.reports.text import BY_ANOTHER_NAME

UNKNOWN = "?"
"""Stands for a party that was not recognised."""
MOST_DISTINCT = 1_000
MOST_EXAMPLES = 5
MOST_READ = 30
MOST_RULES = 9
MOST_CHAINS = 60
WEIGHTS = {"violation": 0, "warning": 1, "info": 2}

Text = dict[str, str]
Lane = tuple[str, str]
"""The codes of a sender and a recipient."""
Flows = dict[Lane, Counter[str]]
"""How many exchanges go from one party to another, by verdict."""


@dataclass
class DrawnChain:
    """A chain that any number of exchanges close, for one purpose."""

    parties: list[Document]
    received_for: list[Document]
    aim: Document
    rule: str
    severity: str
    data: list[Document] = field(default_factory=list)
    count: int = 0


@dataclass
class Distinct:
    """A finding that any number of exchanges share, with the first of them as examples."""

    finding: Document
    count: int = 0
    examples: list[Document] = field(default_factory=list)


def times(exchange: Document) -> int:
    """Return for how many exchanges one stands: of a check too large to show all, for those with the same answer."""
    return int(exchange.get("times", 1))


def flows(document: Document) -> Flows:
    """Return the flows, with "?" for a party that was not recognised."""
    found: Flows = defaultdict(Counter)
    givers, takers = lane_columns(document)[:2]
    for exchange in document["exchanges"]:
        read = {reading["column"]: reading["code"] for reading in reversed(exchange["reading"])}
        found[read.get(givers, UNKNOWN), read.get(takers, UNKNOWN)][exchange["verdict"]] += times(exchange)
    return dict(found)


def worst(flow: Counter[str], document: Document) -> str:
    """Return the weightiest verdict of a flow; the summary tells them from light to weighty."""
    light_to_weighty: list[str] = list(document["summary"]["verdicts"])
    return [verdict for verdict in light_to_weighty if flow[verdict]][-1]


def by_size(found: Flows, side: int) -> list[str]:
    """Return the senders (side 0) or recipients (side 1), the busiest first, the unrecognised last."""
    counts: Counter[str] = Counter()
    for lane, flow in found.items():
        counts[lane[side]] += flow.total()
    return sorted(counts, key=lambda code: (code == UNKNOWN, -counts[code], code))


def chains(document: Document) -> tuple[list[DrawnChain], int]:
    """Return the chains to draw, the weightiest and then the most frequent first, and how many more there are."""
    found: dict[str, DrawnChain] = {}
    aims = lane_columns(document)[2] if len(lane_columns(document)) > 2 else ""
    for exchange in document["exchanges"]:
        read = next((r["code"] for r in exchange["reading"] if r["column"] == aims), "")
        for chain in exchange.get("chains", ()):
            key = json.dumps([chain["rule"], chain["parties"], chain["received_for"], read])
            severity = document["rules"][chain["rule"]]["severity"]
            drawn = found.setdefault(
                key,
                DrawnChain(
                    chain["parties"], chain["received_for"], {"field": aims, "code": read}, chain["rule"], severity
                ),
            )
            drawn.data += [value for value in chain["data"] if value not in drawn.data]
            drawn.count += times(exchange)
    ordered = sorted(found.values(), key=lambda drawn: (WEIGHTS[drawn.severity], -drawn.count))
    return ordered[:MOST_CHAINS], max(0, len(ordered) - MOST_CHAINS)


def rules_met(document: Document) -> list[tuple[str, int]]:
    """Return the rules with a finding and the number of exchanges that have one, by weight and number."""
    counts: Counter[str] = Counter()
    for exchange in document["exchanges"]:
        for rule in {finding["rule"] for finding in exchange["findings"]}:
            counts[rule] += times(exchange)
    rules = document["rules"]
    return sorted(counts.items(), key=lambda met: (WEIGHTS[rules[met[0]]["severity"]], -met[1], met[0]))


def scopes(document: Document) -> list[tuple[str, int]]:
    """Return how many exchanges lie inside the scope of the pack, outside it, or neither for certain."""
    counts: Counter[str] = Counter()
    for exchange in document["exchanges"]:
        counts[exchange["scope"]] += times(exchange)
    return [(code, counts[code]) for code in document["labels"]["scopes"]]


def names_read(document: Document) -> tuple[list[tuple[str, Text]], int]:
    """Return the first texts that were read by another name than a code or label, and how many more there are."""
    labels = document["labels"]
    columns = [column for registry in document["registries"] for column in registry["columns"]]
    told = {c["header"]: labels["columns"][c["column"]] for c in columns if c["how"] in BY_ANOTHER_NAME}
    for exchange in document["exchanges"]:
        for reading in exchange["reading"]:
            if reading["how"] in BY_ANOTHER_NAME:
                told[reading["cell"]] = labels["terms"][reading["column"]][reading["code"]]
    return list(told.items())[:MOST_READ], max(0, len(told) - MOST_READ)


def columns_unread(document: Document) -> list[str]:
    """Return the headers that were not recognised."""
    columns = [column for registry in document["registries"] for column in registry["columns"]]
    return list(dict.fromkeys(c["header"] for c in columns if not c["column"] and c["header"].strip()))


def distinct_findings(document: Document) -> tuple[list[Distinct], int]:
    """Return the findings that differ, the weightiest and then the most frequent first, and how many more there are."""
    findings, sources = Shared(), Shared()
    told: dict[int, Distinct] = defaultdict(lambda: Distinct({}))
    for exchange in document["exchanges"]:
        for finding in exchange["findings"]:
            distinct = told[finding_place(finding, findings, sources)]
            distinct.finding = distinct.finding or finding
            distinct.count += 1
            if len(distinct.examples) < MOST_EXAMPLES:
                distinct.examples.append(exchange)
    ordered = sorted(told.values(), key=lambda d: (WEIGHTS[d.finding["severity"]], -d.count))
    return ordered[:MOST_DISTINCT], max(0, len(ordered) - MOST_DISTINCT)


def verdict_counts(document: Document) -> list[tuple[str, int, Text]]:
    """Return verdict, count and label, the weightiest first."""
    labels = document["labels"]["verdicts"]
    return [(code, n, labels[code]) for code, n in reversed(document["summary"]["verdicts"].items())]


def standings(document: Document) -> list[tuple[str, int]]:
    """Return how many exchanges have a finding that is waived, or new, changed or known beside the baseline."""
    times: Counter[str] = Counter()
    for exchange in document["exchanges"]:
        findings = exchange["findings"]
        times.update({"waived"} if any("waiver" in finding for finding in findings) else ())
        times.update({finding["baseline"] for finding in findings if "baseline" in finding})
    return [(standing, times[standing]) for standing in ("waived", "new", "changed", "known") if times[standing]]
