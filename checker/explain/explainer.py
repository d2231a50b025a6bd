"""Explain the exchanges of registries that were read: each by its identifier, as declared or on another ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rapidfuzz.process import extract

from checker.errors import GrondslagError
from checker.judge.wording import quote
from checker.model import Exchange
from checker.pack import Pack
from checker.terms.names import NONE, Names

if TYPE_CHECKING:
    from checker.explain.proving import Proofs

NEAREST = 3
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
        return [self._proofs.of(exchange, ground) for exchange in self._found(identifier)]

    def proofs(self, places: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield the proofs of the exchanges at these places in the registries, in that order."""
        yield from self._proofs.all([self.exchanges[place] for place in places])

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

    @cached_property
    def _proofs(self) -> "Proofs":
        # Loaded only where a proof is asked for: this takes longer than a small registry to read.
        from checker.explain.proving import Proofs

        return Proofs(self.exchanges, self.sources, self.pack, self.as_of, self.names, self.onward)


def _is_part(identifier: str, whole: str) -> bool:
    head, _, number = identifier.rpartition("/")
    return head == whole and number.isdigit()
