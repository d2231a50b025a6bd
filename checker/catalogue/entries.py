"""What the catalogue has to tell, in every language at once: the same for a person to read and for JSON."""

from dataclasses import dataclass

from checker.model import Text


@dataclass(frozen=True)
class Value:
    """A value of a property; a text that exists in one language has that one only."""

    text: Text
    code: str
    iri: str
    """Of a term; empty for a text, day or truth."""
    identifier: str = ""
    """Of a provision: by which the law publishes it."""
    url: str = ""
    listed: bool = False
    """Whether it is a term of a list, and no provision."""


@dataclass(frozen=True)
class Fact:
    """A property with its values."""

    property: str
    label: Text
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Version:
    """A provision as in force during a period; empty dates are open or not known."""

    label: Text
    definition: Text
    valid_from: str
    valid_until: str
    verified_until: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Term:
    """A term of a list, with all that the pack says of it and all that refers to it."""

    code: str
    iri: str
    type: Text
    label: Text
    definition: Text
    identifier: str
    url: str
    facts: tuple[Fact, ...]
    versions: tuple[Version, ...]
    referred: tuple[Fact, ...]
    """By the kind of what refers to it, or to a broader term, and the property by which it does."""


@dataclass(frozen=True)
class Provision:
    """A provision that a rule rests on, whatever the case."""

    citation: Text
    iri: str
    identifier: str
    url: str
    certainty: Text
    certainty_meaning: Text
    certainty_note: Text
    last_checked: str


@dataclass(frozen=True)
class Named:
    """A rule by code and name."""

    code: str
    name: Text


@dataclass(frozen=True)
class Cell:
    """A cell of an example: its column, and what it says piece by piece."""

    column: str
    label: Text
    pieces: tuple[Text, ...]


@dataclass(frozen=True)
class Row:
    """A row of an example."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Side:
    """A registry that yields the finding, or the same one with one fact changed so that it does not."""

    rows: tuple[Row, ...]
    also: tuple[Named, ...]
    """The other rules that it yields."""


@dataclass(frozen=True)
class Example:
    """A failing and a passing registry that differ in one cell."""

    name: str
    as_of: str
    failing: Side
    passing: Side
    column: Text
    """Where they differ."""
    only_failing: tuple[Text, ...]
    """The pieces of that cell that only the failing one has; all of them where the two share none."""
    only_passing: tuple[Text, ...]
    shared: bool
    """Whether the cell has other pieces, in both."""


@dataclass(frozen=True)
class RuleEntry:
    """A rule with all there is to say of it."""

    code: str
    family: str
    family_label: Text
    severity: str
    severity_label: Text
    gives: Text
    """The scope it establishes, if it does."""
    name: Text
    checks: Text
    """What a finding says, with ‹…› for the facts of the case."""
    why: Text
    remedy: Text
    sources: tuple[Provision, ...]
    case_sources: tuple[Text, ...]
    """What else it rests on, by the facts of the case."""
    reports: tuple[Text, ...]
    """The columns whose values a finding names."""
    follows_from: tuple[Named, ...]
    """The rules whose findings may be the cause."""
    facts: tuple[Fact, ...]
    """What else the pack says of it."""
    examples: tuple[Example, ...]
