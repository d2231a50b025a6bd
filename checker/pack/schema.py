"""What a pack declares for the checker to work by: columns, words, families, rules, verdicts and scope."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import Text
from checker.pack.schemes import Scheme, normal, read_scheme
from checker.vocabulary import GS, SH, code, instances, label, path, texts

SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True)
class Column:
    """A column of a registry."""

    code: str
    iri: URIRef
    headers: tuple[str, ...]
    synonyms: tuple[str, ...]
    """Other headers by which it is recognised."""
    datatype: str
    property: URIRef
    also: tuple[URIRef, ...]
    """Other properties by which linked data express it."""
    measures: tuple[URIRef, ...]
    """The measures that in linked data mean yes in it."""
    scheme: URIRef | None
    groups: URIRef | None
    """The scheme of groups of its terms, if a group may stand for all its members."""
    group_property: URIRef | None
    separator: str | None
    apart: bool
    """Whether several values mean several exchanges."""
    required: bool
    asked: bool
    """Whether an empty cell counts as a fact that is missing where the registry has the column."""
    optional: bool
    """Whether it is judged in a family of its own, and only where the registry has it."""
    unique: bool
    none_allowed: bool
    """Whether a word for no means that nothing is declared."""
    label: Text

    def group_code(self) -> str:
        """The key under which the groups in this column are kept."""
        return f"{self.code}:groups"


@dataclass(frozen=True)
class Pattern:
    """How data of a person look in a text."""

    iri: URIRef
    regex: re.Pattern[str]
    eleven: bool
    """Whether the digits must pass the eleven-test as well."""
    any_column: bool
    """Whether it is looked for in every column, and not in free text only."""


@dataclass(frozen=True)
class Family:
    """A group of rules that together give one outcome, or the scope."""

    code: str
    gives_scope: bool
    label: Text


@dataclass(frozen=True)
class Reported:
    """A value that a finding names: the end of a path, in a column or in the column that the value itself tells."""

    column: str | None
    path: tuple[URIRef, ...]


@dataclass(frozen=True, eq=False)
class Rule:
    """A named shape with what there is to say of it."""

    code: str
    iri: URIRef
    family: str
    severity: str
    outcome: str
    scope: str | None
    name: Text
    message: Text
    why: Text
    remedy: Text
    sources: tuple[URIRef, ...]
    basis: tuple[tuple[URIRef, ...], ...]
    reports: tuple[Reported, ...]
    per_value: bool
    follows: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """A verdict, and the outcome of any family that leads to it; the last one has none."""

    code: str
    outcome: str | None
    label: Text


@dataclass(frozen=True)
class Given:
    """A register of decisions that was given with a check."""

    source: str
    sha256: str
    decisions: int
    """How many it holds."""


@dataclass(frozen=True, eq=False, repr=False)
class Pack:
    """A pack as the checker works by it; `graph` holds all its triples."""

    id: str
    version: str
    sha256: str
    last_checked: str
    recheck_after: int | None
    """After how many days the law texts are to be checked again; None where the pack does not say."""
    graph: Graph
    label: Text
    columns: tuple[Column, ...]
    schemes: dict[URIRef, Scheme]
    words: dict[str, frozenset[str]]
    patterns: tuple[Pattern, ...]
    families: tuple[Family, ...]
    rules: dict[URIRef, Rule]
    verdicts: tuple[Verdict, ...]
    scopes: dict[str, Text]
    outcomes: dict[str, Text]
    apart: dict[URIRef, Graph]
    """What it judges beside exchanges, by class: kept out of `graph`."""
    beside: str = ""
    """The hash of what was given beside the pack to judge by; it is in `graph`."""
    given: Given | None = None
    """The register of decisions that it was read from."""


def read_schema(graph: Graph, pack: URIRef, sha256: str, apart: dict[URIRef, Graph]) -> Pack:
    """Read the declarations of a pack out of its graph; `apart` is what it judges beside exchanges.

    Raises GrondslagError where a column, family or rule lacks what the checker needs.
    """
    checked = [str(day) for version in graph.subjects(RDF.type, GS.GroundVersion)
               for day in graph.objects(version, GS.lastChecked)]  # fmt: skip
    for cls in (GS.Column, GS.Family, GS.Rule, GS.Verdict):
        if not any(instances(graph, cls)):
            raise GrondslagError(
                f"Het pakket {pack} bevat geen enkele {cls}: laat het een pakket importeren dat die wel heeft.",
                f"The pack {pack} holds no {cls} at all: have it import a pack that does.",
            )
    columns = read_columns(graph)
    return Pack(
        id=str(graph.value(pack, DCTERMS.identifier) or ""),
        version=str(graph.value(pack, OWL.versionInfo) or ""),
        sha256=sha256,
        last_checked=min(checked, default=""),
        recheck_after=_recheck_after(graph, pack),
        graph=graph,
        label=texts(graph, pack, RDFS.label),
        columns=columns,
        schemes=read_schemes(graph, columns),
        words={
            code(graph, word): frozenset(normal(str(o)) for o in graph.objects(word, GS.word))
            for word in instances(graph, GS.Word)
        },
        patterns=tuple(_pattern(graph, node) for node in instances(graph, GS.PersonalPattern)),
        families=read_families(graph),
        rules=read_rules(graph),
        verdicts=tuple(
            Verdict(code(graph, node), _code(graph, node, GS.outcome), label(graph, node))
            for node in _ordered(graph, GS.Verdict)
        ),
        scopes={code(graph, node): label(graph, node) for node in instances(graph, GS.Scope)},
        outcomes={code(graph, node): label(graph, node) for node in instances(graph, GS.Outcome)},
        apart=apart,
    )


def _recheck_after(graph: Graph, pack: URIRef) -> int | None:
    """Return the days that a pack states, else the least that one which it imports states."""
    own = list(graph.objects(pack, GS.recheckAfter))
    stated = own or [days for one in graph.subjects(RDF.type, GS.Pack) for days in graph.objects(one, GS.recheckAfter)]
    try:
        return min((int(str(days)) for days in stated), default=None)
    except ValueError:
        raise GrondslagError(
            f"In het pakket heeft {pack} een gs:recheckAfter dat geen aantal dagen is.",
            f"In the pack {pack} has a gs:recheckAfter that is no number of days.",
        ) from None


def read_columns(graph: Graph) -> tuple[Column, ...]:
    """Return the columns that a graph declares, in order."""
    return tuple(_column(graph, node) for node in _ordered(graph, GS.Column))


def read_schemes(graph: Graph, columns: Iterable[Column]) -> dict[URIRef, Scheme]:
    """Return the schemes of these columns."""
    return {s: read_scheme(graph, s) for c in columns for s in (c.scheme, c.groups) if s is not None}


def read_families(graph: Graph) -> tuple[Family, ...]:
    """Return the families that a graph declares, in order."""
    return tuple(
        Family(code(graph, node), _flag(graph, node, GS.givesScope), label(graph, node))
        for node in _ordered(graph, GS.Family)
    )


def read_rules(graph: Graph) -> dict[URIRef, Rule]:
    """Return the rules that a graph declares."""
    return {node: _rule(graph, node) for node in instances(graph, GS.Rule)}


def _ordered(graph: Graph, cls: URIRef) -> list[URIRef]:
    def place(node: URIRef) -> tuple[int, str]:
        order = graph.value(node, GS.order)
        return (int(str(order)) if order is not None else 1_000_000, str(node))

    return sorted(instances(graph, cls), key=place)


def _flag(graph: Graph, node: Node, predicate: URIRef) -> bool:
    return (node, predicate, Literal(True)) in graph


def _code(graph: Graph, node: Node, predicate: URIRef) -> str | None:
    value = graph.value(node, predicate)
    return None if value is None else code(graph, value)


def _iri(graph: Graph, node: URIRef, predicate: URIRef) -> URIRef:
    value = graph.value(node, predicate)
    if not isinstance(value, URIRef):
        raise GrondslagError(
            f"In het pakket mist {node} een waarde voor {predicate}.",
            f"In the pack {node} lacks a value for {predicate}.",
        )
    return value


def _column(graph: Graph, node: URIRef) -> Column:
    scheme = graph.value(node, GS.scheme)
    separator = graph.value(node, GS.separator)
    groups = graph.value(node, GS.groupScheme)
    return Column(
        code=code(graph, node),
        iri=node,
        headers=tuple(sorted({str(o) for o in graph.objects(node, GS.header)})),
        synonyms=tuple(
            sorted({str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in graph.objects(node, p)}, key=str)
        ),
        datatype=code(graph, _iri(graph, node, GS.datatype)),
        property=_iri(graph, node, GS.property),
        also=tuple(sorted(o for o in graph.objects(node, GS.alsoProperty) if isinstance(o, URIRef))),
        measures=tuple(sorted(o for o in graph.objects(node, GS.measure) if isinstance(o, URIRef))),
        scheme=scheme if isinstance(scheme, URIRef) else None,
        groups=groups if isinstance(groups, URIRef) else None,
        group_property=None if groups is None else _iri(graph, node, GS.groupProperty),
        separator=None if separator is None else str(separator),
        apart=_flag(graph, node, GS.eachApart),
        required=_flag(graph, node, GS.required),
        asked=_flag(graph, node, GS.askedWherePresent),
        optional=(node, GS.family, None) in graph,
        unique=_flag(graph, node, GS.unique),
        none_allowed=_flag(graph, node, GS.noneAllowed),
        label=label(graph, node),
    )


def _pattern(graph: Graph, node: URIRef) -> Pattern:
    try:
        regex = re.compile(str(graph.value(node, GS.pattern)), re.IGNORECASE)
    except re.error as error:
        raise GrondslagError(
            f"In het pakket heeft {node} een gs:pattern dat geen reguliere expressie is: {error}.",
            f"In the pack {node} has a gs:pattern that is no regular expression: {error}.",
        ) from error
    return Pattern(node, regex, _flag(graph, node, GS.elevenTest), _flag(graph, node, GS.anyColumn))


def _rule(graph: Graph, node: URIRef) -> Rule:
    severity = SEVERITIES.get(_iri(graph, node, SH.severity), "")
    if not severity:
        raise GrondslagError(
            f"In het pakket heeft {node} een onbekende sh:severity: kies Violation, Warning of Info.",
            f"In the pack {node} has an unknown sh:severity: choose Violation, Warning or Info.",
        )
    outcome = {"violation": "violation", "warning": "undetermined"}.get(severity)
    return Rule(
        code=code(graph, node),
        iri=node,
        family=code(graph, _iri(graph, node, GS.family)),
        severity=severity,
        outcome=outcome or _code(graph, node, GS.outcome) or "",
        scope=_code(graph, node, GS.scope),
        name=texts(graph, node, SH.name),
        message=texts(graph, node, SH.message),
        why=texts(graph, node, GS.why),
        remedy=texts(graph, node, GS.remedy),
        sources=tuple(sorted(o for o in graph.objects(node, DCTERMS.source) if isinstance(o, URIRef))),
        basis=tuple(sorted(path(graph, o) for o in graph.objects(node, GS.basis))),
        reports=tuple(sorted((_reported(graph, o) for o in graph.objects(node, GS.reports)), key=str)),
        per_value=_flag(graph, node, GS.perValue),
        follows=frozenset(code(graph, o) for o in graph.objects(node, GS.followsFrom)),
    )


def _reported(graph: Graph, node: Node) -> Reported:
    steps = graph.value(node, SH.path)
    return Reported(_code(graph, node, GS.column), () if steps is None else path(graph, steps))


__all__ = ["Column", "Family", "Pack", "Reported", "Rule", "Scheme", "Verdict", "read_schema"]
