"""What is passed from step to step: columns, cells, declared exchanges and findings."""

from dataclasses import dataclass, field

from rdflib import URIRef
from rdflib.term import Node

LANGUAGES = ("nl", "en")

Text = dict[str, str]
"""The same text in every language of LANGUAGES, by language code."""


@dataclass(frozen=True)
class Table:
    """A registry as it stands in its file: a header and rows of text, nothing understood yet."""

    source: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row with its number; the header is row 1."""


@dataclass(frozen=True)
class ColumnReading:
    """How a header was read; a column that was not recognised travels along unread."""

    header: str
    column: str
    """The code of the column; empty where it was not recognised."""
    how: str
    """"code", "header" or "synonym"."""


@dataclass(frozen=True)
class Reading:
    """How one piece of a cell was read."""

    column: str
    cell: str
    code: str
    how: str
    """"code", "label" or "alternative"."""


@dataclass(frozen=True)
class UnreadCell:
    """A piece of a cell that was not read or not recognised."""

    column: str
    text: str
    near: URIRef | None = None
    """The known term that resembles it most."""
    fits: tuple[URIRef, ...] = ()
    """The terms of which it is the beginning."""


@dataclass(frozen=True)
class Exchange:
    """One row of a registry as a declared exchange."""

    registry: int
    row: int
    id: str
    cells: dict[str, str]
    """Every cell under its own header, known or not, as it stands in the file."""
    values: dict[str, tuple[Node, ...]]
    """What was read, by column code: concepts as IRIs, other values as literals."""
    unread: tuple[UnreadCell, ...] = ()
    empty: tuple[str, ...] = ()
    """The columns without a value that are required, or asked for where the registry has them."""
    repeated: tuple[str, ...] = ()
    """The columns whose value must be unique and is not."""
    reading: tuple[Reading, ...] = ()
    personal: tuple[tuple[str, URIRef], ...] = ()
    """The header of each cell that seems to hold data of a person, and the pattern that was found."""
    misshapen: tuple[int, int] | None = None
    """The number of cells found and expected, where they differ."""


@dataclass(frozen=True)
class Value:
    """A value that a finding names: a column and a code, text or date in it; empty if nothing stands there."""

    field: str
    code: str


@dataclass(frozen=True)
class Source:
    """A provision that a finding rests on."""

    citation: Text
    iri: str
    url: str
    certainty: str
    certainty_label: Text
    last_checked: str
    note: Text


@dataclass(frozen=True)
class Finding:
    """What a rule has to say of one exchange."""

    rule: str
    family: str
    severity: str
    message: Text
    remedy: Text
    values: tuple[Value, ...]
    follows_from: tuple[str, ...]
    sources: tuple[Source, ...]
    fingerprint: str


@dataclass(frozen=True)
class Chain:
    """Along whom data came that an exchange passes on."""

    rule: str
    """That of the finding on it."""
    parties: tuple[Value, ...]
    """The first that is known to have had the data, and at the end who gets them now."""
    data: tuple[Value, ...]
    received_for: tuple[Value, ...]


@dataclass(frozen=True)
class Judgement:
    """The answer on one exchange: its verdict, scope, outcome per family and findings."""

    verdict: str
    scope: str
    outcomes: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    chains: tuple[Chain, ...] = ()
