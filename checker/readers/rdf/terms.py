"""How an exchange is written as linked data; told by whoever reads, since a reader knows no vocabulary."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RdfTerms:
    """The classes and properties of an exchange, all by IRI."""

    classes: Collection[str]
    """The classes of a process that is an exchange."""
    properties: Mapping[str, tuple[str, ...]]
    """By column: the properties that hold it. The first of them that a process states counts; what the others hold
    travels along in a column of their own."""
    id_column: str = "id"
    """The column that points out a row: without a value it takes the last part of the IRI, else the row number."""
    nested: Collection[str] = ()
    """The properties by which a process names its parts."""
    measured_by: Collection[str] = ()
    """The properties by which a process names its measures."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """By measure: the column in which it counts as true."""
    separators: Mapping[str, str] = field(default_factory=dict)
    """By column: what stands between several values; a semicolon if not said."""
    concepts: Collection[str] = frozenset()
    """IRIs that the reader of the table knows: they stay IRIs, also where the file gives them a label of its own."""
    optional: Collection[str] = ()
    """Columns that the table has only where a process states a value in them."""
    own: Collection[str] = ()
    """Columns that make an exchange, such as the recipient: a process that states one is a row of its own, beside its
    parts, where every part states another."""
