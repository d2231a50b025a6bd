"""Names that come with a registry and not with the pack: what a person confirmed, and named organisations."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from checker.pack.schemes import normal

MAPPING, ORGANISATION = "mapping", "organisation"
"""How a name was known."""


@dataclass(frozen=True)
class Names:
    """Headers and terms by name in normal form, beside those of the pack and before them."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """By header: the code of the column, or nothing where a person said that it is none."""
    terms: Mapping[tuple[str, str], tuple[URIRef, str]] = field(default_factory=dict)
    """By column and text: the term, and how it is known."""

    def term(self, column: str, text: str) -> tuple[URIRef, str] | None:
        """Return the term that a text in a column means."""
        return self.terms.get((column, normal(text))) if self.terms else None

    def __or__(self, other: "Names") -> "Names":
        """Return the names of both; those of the other come first."""
        return Names({**self.headers, **other.headers}, {**self.terms, **other.terms})


NONE = Names()
