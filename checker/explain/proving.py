"""Prove the outcomes of exchanges that were read, as declared or on another ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from checker.explain.derivations import Derivations, derivations
from checker.explain.document import proof_document
from checker.explain.families import Explained, explained_together, outcomes
from checker.explain.onward import ExplainedBeyond, Proving
from checker.explain.why_not import on_ground, why_not
from checker.flows import judging
from checker.model import Exchange
from checker.pack import Pack
from checker.terms.names import Names

TOGETHER = 200
"""Exchanges proved in one graph: bounds memory."""


@dataclass(frozen=True, eq=False)
class Proofs:
    """The proofs of the exchanges of a check; see `Explainer`."""

    exchanges: Sequence[Exchange]
    sources: tuple[str, ...]
    pack: Pack
    as_of: date
    names: Names
    onward: bool

    def all(self, exchanges: Sequence[Exchange]) -> Iterator[dict[str, Any]]:
        """Yield the proofs of these exchanges, in their order."""
        for start in range(0, len(exchanges), TOGETHER):
            yield from self._proofs(exchanges[start : start + TOGETHER])

    def of(self, exchange: Exchange, ground: str | None) -> dict[str, Any]:
        """Return the proof of an exchange, or of how it would be judged if it cited this provision alone.

        Raises GrondslagError where the ground is not one that the pack knows.
        """
        if ground is None:
            return next(self._proofs([exchange]))
        variant, term = on_ground(exchange, ground, self.pack, self.names)
        told, beyond = next(self._explained([variant]))
        source = self.sources[exchange.registry]
        return why_not(exchange, variant, term, source, told, self.pack, self.as_of, self._derivations, beyond)

    def _proofs(self, exchanges: Sequence[Exchange]) -> Iterator[dict[str, Any]]:
        for exchange, (told, beyond) in zip(exchanges, self._explained(exchanges), strict=True):
            source = self.sources[exchange.registry]
            yield proof_document(exchange, source, told, self.pack, self.as_of, beyond=beyond)

    def _explained(self, exchanges: Sequence[Exchange]) -> Iterator[tuple[Explained, ExplainedBeyond | None]]:
        said, proved = explained_together(exchanges, self.pack, self.as_of, self._derivations)
        if self._proving is None:
            yield from ((told, None) for told in proved)
            return
        cases = [(one, outcomes(rules, self.pack)) for one, rules in zip(exchanges, said, strict=True)]
        yield from zip(proved, self._proving(cases), strict=True)

    @cached_property
    def _proving(self) -> Proving | None:
        return Proving(self.exchanges, self.pack, self.as_of) if self.onward and judging(self.pack) else None

    @cached_property
    def _derivations(self) -> Derivations:
        return derivations(self.pack)
