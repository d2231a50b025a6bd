"""Read a pack and all that it imports into one graph."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph
from rdflib.plugins.sparql.parser import expandUnicodeEscapes
from rdflib.term import Node

from checker.collection import without_collection
from checker.errors import GrondslagError
from checker.graphs import copied, new_graph
from checker.pack.apart import set_apart
from checker.pack.folders import LOCAL, find_folder, no_head, pack_sources, parse_into, read_head, read_turtle
from checker.pack.schema import Pack, read_schema
from checker.resources import built_in_packs
from checker.vocabulary import SH

_SPACE = r"(?:\s|#[^\n]*\n)*"
_NAME = r"(?:<|[\w.-]*:)"
_REMOTE = re.compile(
    rf"(?<![?$:\w-])(?:SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:{_NAME}|[?$]\w)|FROM{_SPACE}(?:NAMED{_SPACE})?{_NAME})",
    re.IGNORECASE,
)
"""What of a query goes elsewhere: SPARQL 1.1 Federated Query, and the data set of SPARQL 1.1 Query 13.2, which rdflib
would fetch."""

Files = tuple[tuple[str, Path, bytes], ...]
"""Files by their path beside the folder of a pack, each where it stands and with what it holds."""

_KNOWN = ((OWL.Class, RDFS.subClassOf, RDFS.Class), (OWL.DatatypeProperty, RDFS.subClassOf, RDF.Property))
"""What pySHACL adds to the shapes that it is given: where it stands there already, judging changes no pack."""


def load_pack(name: str, known: Sequence[Path] | None = None) -> Pack:
    """Return the pack with this id, or the one in this folder, with all it imports.

    A process reads the same files once, however often their pack is asked for: the graph of a pack must not change.

    Args:
        name: the id of a pack, or a folder.
        known: the folders of the packs that an id or an import may mean; those that ship with the package if not given.

    Raises GrondslagError where the pack is not found, does not parse, or imports what is not on disk.
    """
    known = built_in_packs() if known is None else known
    first = find_folder(name, known)
    files = tuple((relative, file, read_turtle(file)) for relative, file in pack_sources(first, known))
    return _read(name, first, files, "" if first in known else f"{first.name}/")


@lru_cache(maxsize=4)
@without_collection()
def _read(name: str, first: Path, files: Files, own: str) -> Pack:
    """Understand the files of a pack; those of an overlay itself start with `own`."""
    digest = hashlib.sha256()
    for relative, _, data in files:
        _feed(digest, relative, data)
    beneath = tuple(one for one in files if not own or not one[0].startswith(own))
    graph = copied(_parsed(beneath)) if own else new_graph()
    _parse(graph, (one for one in files if not own or one not in beneath))
    for triple in _KNOWN:
        graph.add(triple)
    _require_single(graph)
    _require_local(graph, name)
    head = read_head(first)
    if head.iri is None:
        raise no_head(first)
    apart = set_apart(graph)
    return read_schema(graph, head.iri, digest.hexdigest(), apart)


@lru_cache(maxsize=2)
def _parsed(files: Files) -> Graph:
    """Return the triples of files, which several overlays may build on: the graph must not change."""
    graph = new_graph()
    _parse(graph, files)
    return graph


def _parse(graph: Graph, files: Iterable[tuple[str, Path, bytes]]) -> None:
    for relative, file, data in files:
        parse_into(graph, data, file, LOCAL + relative)


def pack_digest(name: str, known: Sequence[Path] | None = None) -> str:
    """Return the hash of a pack, as `Pack.sha256` holds it, without understanding its files; see `load_pack`."""
    known = built_in_packs() if known is None else known
    digest = hashlib.sha256()
    for relative, file in pack_sources(find_folder(name, known), known):
        _feed(digest, relative, read_turtle(file))
    return digest.hexdigest()


def _feed(digest: "hashlib._Hash", relative: str, data: bytes) -> None:
    digest.update(relative.encode() + b"\0" + hashlib.sha256(data).digest())


def _require_local(graph: Graph, name: str) -> None:
    """Fail where a query of the pack would go to the network, or to a file."""
    for predicate in (SH.select, SH.construct, SH.ask, SH.update):
        for query in sorted(map(str, graph.objects(None, predicate))):
            # A query may spell any of its characters as an escape.
            if found := _REMOTE.search(expandUnicodeEscapes(query)):
                part = " ".join(found.group().split())
                raise GrondslagError(
                    f"Het pakket {name} vraagt in een regel iets van buiten het pakket ({part} …): laat dat weg.",
                    f"The pack {name} asks in a rule for something from outside the pack ({part} …): leave that out.",
                )


def _require_single(graph: Graph) -> None:
    """Fail where two files contradict each other: an overlay may end a version that is open, not move its end."""
    for predicate in sorted(graph.subjects(RDF.type, OWL.FunctionalProperty), key=str):
        seen: dict[Node, Node] = {}
        for subject, value in sorted(graph.subject_objects(predicate), key=str):
            if seen.setdefault(subject, value) != value:
                raise GrondslagError(
                    f"Het pakket geeft {subject} twee waarden voor {predicate}: {seen[subject]} en {value}; laat er een"
                    " weg, of voeg een nieuwe versie toe.",
                    f"The pack gives {subject} two values for {predicate}: {seen[subject]} and {value}; leave one out,"
                    " or add a new version.",
                )
