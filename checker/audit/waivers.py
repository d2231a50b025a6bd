"""A waiver: a finding that an organisation accepts until a day, by its fingerprint or by exchange and rule."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KEY = "waivers"
"""Below which waivers stand in YAML."""


@dataclass(frozen=True)
class Waiver:
    """A waiver as written down. What it names must all fit; what it leaves empty fits anything."""

    row: int
    fingerprint: str
    exchange: str
    rule: str
    reason: str
    owner: str
    approved_by: str
    date: str
    until: str
    in_force: bool
    """Whether it holds on the run date."""

    @property
    def is_pointed(self) -> bool:
        """Whether it names a finding: a fingerprint, or an exchange and a rule."""
        return bool(self.fingerprint or (self.exchange and self.rule))

    def fits(self, exchange: str, rule: str, fingerprint: str) -> bool:
        """Return whether it names this finding."""
        named = ((self.exchange, exchange), (self.rule, rule), (self.fingerprint, fingerprint))
        return self.is_pointed and all(own in ("", found) for own, found in named)

    def told(self) -> dict[str, str]:
        """Return what a finding that it waives tells of it."""
        return {
            "reason": self.reason,
            "owner": self.owner,
            "approved_by": self.approved_by,
            "date": self.date,
            "until": self.until,
        }


class Lookup:
    """Finds the waivers that fit a finding, without looking at each."""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        """Sort waivers by what they name."""
        self.by_exchange: dict[str, list[tuple[int, Waiver]]] = defaultdict(list)
        self.by_print: dict[str, list[tuple[int, Waiver]]] = defaultdict(list)
        for place, waiver in enumerate(waivers):
            if waiver.exchange:
                self.by_exchange[waiver.exchange].append((place, waiver))
            elif waiver.fingerprint:
                self.by_print[waiver.fingerprint].append((place, waiver))

    def fitting(self, exchange: str, rule: str, fingerprint: str) -> Iterator[tuple[int, Waiver]]:
        """Yield the waivers that fit a finding, in their order, each with its place."""
        found = [*self.by_exchange.get(exchange, ()), *self.by_print.get(fingerprint, ())]
        if not found:
            return
        yield from sorted(
            ((place, waiver) for place, waiver in found if waiver.fits(exchange, rule, fingerprint)),
            key=lambda one: one[0],
        )
