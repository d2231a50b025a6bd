"""Tell in words what differs between two packs; `reports/pack-diff.schema.json` describes the document."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.catalogue.told import UNTOLD, name, place, type_of, values
from checker.changes.kinds import KINDS, effect, kind_of
from checker.changes.statements import Statement, statements
from checker.changes.units import Unit, units
from checker.changes.versions import compared, earlier
from checker.model import LANGUAGES, Text
from checker.pack import Pack
from checker.vocabulary import GS, code, texts

SCHEMA = "grondslag-pack-diff/1"
LONGEST = 300
"""A longer text, such as a query, is cut."""
WORDS: dict[str, Text] = {
    "inner": {"nl": "(de vorm van de toetsing)", "en": "(the form of the check)"},
    "nameless": {"nl": "Onderdeel zonder naam", "en": "Part without a name"},
    "part": {"nl": "Onderdeel van het pakket", "en": "Part of the pack"},
}
_SILENT = frozenset({*UNTOLD, RDF.type, DCTERMS.identifier, SKOS.inScheme, SKOS.prefLabel, SKOS.notation, RDFS.label})
"""Properties that go without saying of a term that comes or goes as a whole."""


def pack_diff(old: Pack, new: Pack) -> dict[str, Any]:
    """Return all that differs between two packs, by term of the law."""
    before, after = whole(old), whole(new)
    found = [one for one in statements(before, after) if not is_head(one.subject, before, after)]
    changes = told_units(units(before, after, found), before, after)
    times = Counter((change["type"]["nl"], change["kind"]) for change in changes)
    types = {change["type"]["nl"]: change["type"] for change in changes}
    return {
        "schema": SCHEMA,
        "old": identity(old),
        "new": identity(new),
        "summary": [
            {"type": types[key], "kind": kind, "terms": count}
            for (key, kind), count in sorted(times.items(), key=lambda item: (item[0][0], KINDS.index(item[0][1])))
        ],
        "changes": changes,
    }


def whole(pack: Pack) -> Graph:
    """Return all that a pack says, what it judges beside exchanges too."""
    graph = Graph()
    for part in (pack.graph, *pack.apart.values()):
        graph += part
    return graph


def is_head(node: Node, *graphs: Graph) -> bool:
    """Return whether a node is a pack itself, which is told by its version."""
    return any((node, RDF.type, GS.Pack) in graph for graph in graphs)


def identity(pack: Pack) -> dict[str, str]:
    """Return which pack it is."""
    return {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked}


def told_units(found: Iterable[Unit], old: Graph, new: Graph) -> list[dict[str, Any]]:
    """Return units in words, by the term that they belong to."""
    by_owner: dict[Node, list[Unit]] = defaultdict(list)
    for unit in found:
        by_owner[unit.owner].append(unit)
    told = [told_owner(owner, held, old, new) for owner, held in by_owner.items()]
    return sorted(told, key=lambda t: (t["type"]["nl"], KINDS.index(t["kind"]), t["name"]["nl"], t["subject"]))


def told_owner(owner: Node, held: Sequence[Unit], old: Graph, new: Graph) -> dict[str, Any]:
    """Return units of one term in words."""
    graph = new if (owner, None, None) in new else old
    by_subject: dict[Node, list[Statement]] = defaultdict(list)
    for unit in held:
        # What else came with it has no name of its own and is told where it is referred to.
        for statement in unit.statements:
            known = by_subject[statement.subject]
            if statement.subject in _told(unit) and statement not in known:
                known.append(statement)
    return {
        "subject": iri(owner),
        "type": type_of(graph, owner) or WORDS["part"],
        "name": called(graph, owner),
        "kind": kind_of(held, old, new),
        "parts": [_part(subject, owner, made, old, new) for subject, made in by_subject.items() if made],
    }


def _told(unit: Unit) -> set[Node]:
    """Return the subjects of a unit that are told by themselves: the first, its owner and the versions of that."""
    versions = {one.subject for one in unit.statements if one.predicate == GS.versionOf}
    return {unit.owner, unit.statements[0].subject, *versions}


def _part(subject: Node, owner: Node, made: Sequence[Statement], old: Graph, new: Graph) -> dict[str, Any]:
    came, went = ((subject, None, None) not in graph for graph in (old, new))
    told = [one for one in made if not ((came or went) and one.predicate in _SILENT)]
    before = earlier(subject, owner, old, new) if came else None
    if before is not None:
        told = list(compared(before, subject, old, new))
    shown = [told_statement(one, old, new) for one in sorted(told, key=lambda one: place(new, one.predicate))]
    is_new = came and before is None
    return {
        "subject": iri(subject),
        "name": None if subject == owner else called(old if went else new, subject),
        "came": came,
        "went": went,
        "compared_with": None if before is None else called(old, before),
        "statements": [one | {"effect": "removed" if went else "added"} if is_new or went else one for one in shown],
    }


def told_statement(statement: Statement, old: Graph, new: Graph) -> dict[str, Any]:
    """Return a statement in words."""
    label = texts(new, statement.predicate, RDFS.label) or texts(old, statement.predicate, RDFS.label)
    fallback = code(new, statement.predicate)
    return {
        "property": str(statement.predicate),
        "label": {language: label.get(language, fallback) for language in LANGUAGES},
        "effect": effect(statement, new),
        "single": (statement.predicate, RDF.type, OWL.FunctionalProperty) in new,
        "removed": _values(statement.removed, old),
        "added": _values(statement.added, new),
    }


def _values(nodes: Sequence[Node], graph: Graph) -> list[Text]:
    return [
        {language: _cut(text) for language, text in value.text.items()}
        for value in values(graph, [node for node in nodes if not isinstance(node, BNode)])
    ] + [WORDS["inner"] for node in nodes if isinstance(node, BNode)][:1]


def called(graph: Graph, node: Node) -> Text:
    """Return how a term is called."""
    if isinstance(node, BNode):
        return WORDS["nameless"]
    if found := name(graph, node):
        return found
    told = values(graph, [node])[0].text if not isinstance(node, Literal) else {}
    return {language: told.get(language, code(graph, node)) for language in LANGUAGES}


def iri(node: Node) -> str:
    """Return the IRI of a node; nothing where it has none, as its number differs from run to run."""
    return "" if isinstance(node, BNode) else str(node)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
