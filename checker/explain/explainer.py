"""Explain the exchanges of registries that were read: each by its identifier, as declared or on another ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from rapidfuzz.process import extract

from checker.errors import GrondslagError
from checker.explain.derivations import Derivations, derivations
from checker.explain.document import proof_document
from checker.explain.families import Explained, explained_together, outcomes
from checker.explain.onward import ExplainedBeyond, Proving
from checker.explain.why_not import on_ground, why_not
from checker.flows import judging
from checker.judge.wording import quote
from checker.model import Exchange
from checker.pack import Pack
from checker.terms.names import NONE, Names

NEAREST = 3
TOGETHER = 200
"""Exchanges proved in one graph: bounds memory."""
LIKE = 60.0
"""How much an identifier must resemble another, of 100, to be suggested."""


@dataclass(frozen=True, eq=False)
class Explainer:
    """What is needed to explain any exchange of a check: the exchanges as they were read, the law and the day."""

    exchanges: Sequence[Exchange]
    sources: tuple[str, ...]
    pack: Pack
    as_of: date
    names: Names = NONE
    onward: bool = True
    """Whether to prove what goes beyond an exchange too."""

    def __call__(self, identifier: str, ground: str | None = None) -> list[dict[str, Any]]:
        """Return the proof of every exchange with this identifier, or of every one that its row means.

        Args:
            identifier: as the registry has it; a row that means several exchanges has them as "/1", "/2" and so on.
            ground: prove instead how the exchange would be judged if it cited this provision alone.

        Raises GrondslagError where there is no such exchange, or the ground is not one that the pack knows.
        """
        return [self._proof(exchange, ground) for exchange in self._found(identifier)]

    def proofs(self, places: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield the proofs of the exchanges at these places in the registries, in that order."""
        for start in range(0, len(places), TOGETHER):
            yield from self._proofs([self.exchanges[place] for place in places[start : start + TOGETHER]])

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

    def _found(self, identifier: str) -> list[Exchange]:
        exact = [exchange for exchange in self.exchanges if exchange.id == identifier]
        found = exact or [exchange for exchange in self.exchanges if _is_part(exchange.id, identifier)]
        if not found:
            known = sorted({exchange.id for exchange in self.exchanges if exchange.id})
            near = [name for name, _, _ in extract(identifier, known, limit=NEAREST, score_cutoff=LIKE)]
            raise GrondslagError(
                f"Kenmerk {quote(identifier)} staat niet in het register"
                + (
                    f". Bedoelt u {' of '.join(map(quote, near))}?"
                    if near
                    else ": noem een kenmerk dat er wel in staat."
                ),
                f"Identifier {quote(identifier)} is not in the registry"
                + (f". Do you mean {' or '.join(map(quote, near))}?" if near else ": name one that is."),
            )
        return found

    def _proof(self, exchange: Exchange, ground: str | None) -> dict[str, Any]:
        if ground is None:
            return next(self._proofs([exchange]))
        variant, term = on_ground(exchange, ground, self.pack, self.names)
        told, beyond = next(self._explained([variant]))
        source = self.sources[exchange.registry]
        return why_not(exchange, variant, term, source, told, self.pack, self.as_of, self._derivations, beyond)

    @cached_property
    def _proving(self) -> Proving | None:
        return Proving(self.exchanges, self.pack, self.as_of) if self.onward and judging(self.pack) else None

    @cached_property
    def _derivations(self) -> Derivations:
        return derivations(self.pack)


def _is_part(identifier: str, whole: str) -> bool:
    head, _, number = identifier.rpartition("/")
    return head == whole and number.isdigit()
