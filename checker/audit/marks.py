"""Mark findings: which are waived, and which are new beside a baseline. No outcome changes by it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.audit.waivers import Lookup, Waiver
from checker.audit.weights import ABSENT, WAIVED, WEIGHTS

if TYPE_CHECKING:
    from checker.audit.baseline import Baseline

Mark = Mapping[str, Any]
"""What is added to a finding: `waiver`, `baseline`, both or nothing."""
NEW, CHANGED, KNOWN = "new", "changed", "known"
NOTHING: Mark = {}
BESIDE: dict[str, Mark] = {status: {"baseline": status} for status in (NEW, CHANGED, KNOWN)}
"""Most marks are one of these."""
GIVES = {"violation": "violation", "warning": "undetermined"}
"""By severity of a finding, the verdict that it gives."""


@dataclass(frozen=True)
class Found:
    """A finding as far as marking it asks."""

    rule: str
    severity: str
    fingerprint: str


@dataclass(eq=False)
class Marker:
    """Marks the findings of one check, and counts what it marked."""

    waivers: tuple[Waiver, ...] | None = None
    baseline: "Baseline | None" = None
    covers: Counter[int] = field(default_factory=Counter)
    """By the place of a waiver: the findings that it fits."""
    met: set[str] = field(default_factory=set)
    """The exchanges that waivers name and that were met."""
    counts: Counter[str] = field(default_factory=Counter)
    """Of findings: waived, and by how they compare with the baseline."""
    open: Counter[str] = field(default_factory=Counter)
    """Of exchanges: by the verdict that their findings give which are neither waived nor known."""

    def __post_init__(self) -> None:
        """Sort the waivers by what they name."""
        self._lookup = Lookup(self.waivers or ())

    @property
    def names(self) -> frozenset[str]:
        """The identifiers of the exchanges that waivers name."""
        return frozenset(self._lookup.by_exchange)

    @property
    def asks_all(self) -> bool:
        """Whether every finding must be looked at, and not only those of the exchanges that waivers name."""
        return self.baseline is not None or bool(self._lookup.by_print)

    def mark(self, exchanges: Iterable[tuple[str, Sequence[Found]]], is_counted: bool = True) -> list[list[Mark]]:
        """Return the marks on the findings of exchanges, each given by its identifier.

        Args:
            exchanges: the exchanges.
            is_counted: whether they are met for the first time.
        """
        given = list(exchanges)
        prints = [found.fingerprint for _, findings in given for found in findings]
        weights = iter(self.baseline.weigh(prints).tolist() if self.baseline else [ABSENT] * len(prints))
        counted = self if is_counted else Marker(self.waivers, self.baseline)
        return [counted._exchange(name, [(f, next(weights)) for f in findings]) for name, findings in given]

    def _exchange(self, name: str, findings: Sequence[tuple[Found, int]]) -> list[Mark]:
        if name in self._lookup.by_exchange:
            self.met.add(name)
        marks = [self._finding(name, found, weight) for found, weight in findings]
        left = {found.severity for (found, _), mark in zip(findings, marks, strict=True) if counts(mark)}
        # The weightiest of them.
        if (heaviest := next((severity for severity in GIVES if severity in left), None)) is not None:
            self.open[GIVES[heaviest]] += 1
        return marks

    def _finding(self, name: str, found: Found, before: int) -> Mark:
        waiver = None
        for place, one in self._lookup.fitting(name, found.rule, found.fingerprint):
            self.covers[place] += 1
            waiver = waiver or (one if one.in_force else None)
        mark = NOTHING if waiver is None else {"waiver": waiver.told()}
        self.counts["waived"] += waiver is not None
        if self.baseline is None:
            return mark
        # Of one that is waived the weight was accepted; one that was waived and no longer is weighs nothing before.
        stays = waiver is not None or (before != WAIVED and before >= WEIGHTS[found.severity])
        status = NEW if before == ABSENT else KNOWN if stays else CHANGED
        self.counts[status] += 1
        return BESIDE[status] if waiver is None else {**mark, "baseline": status}


def counts(mark: Mark) -> bool:
    """Return whether a finding counts for the exit code: it is neither waived nor known."""
    return "waiver" not in mark and mark.get("baseline") != KNOWN


def marked(exchanges: Sequence[Mapping[str, Any]], marker: Marker, is_counted: bool = True) -> list[dict[str, Any]]:
    """Return exchanges as they stand in a document with the marks on their findings; see `Marker.mark`."""
    given = ((exchange["id"], [_as_found(finding) for finding in exchange["findings"]]) for exchange in exchanges)
    return [
        {**exchange, "findings": [f | dict(mark) for f, mark in zip(exchange["findings"], marks, strict=True)]}
        for exchange, marks in zip(exchanges, marker.mark(given, is_counted), strict=True)
    ]


def _as_found(finding: Mapping[str, Any]) -> Found:
    return Found(finding["rule"], finding["severity"], finding["fingerprint"])
