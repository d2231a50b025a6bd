"""Find a pack and what it imports, on disk only, and read it into one graph."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.pack.apart import set_apart
from checker.pack.schema import Pack, read_schema
from checker.resources import built_in_packs
from checker.vocabulary import BASE, GS

HEAD = "pack.ttl"
EXAMPLES = "examples"
LOCAL = BASE + "local/"
"""The base of relative IRIs: an import below it lies beside the folder of the pack."""
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class _Folder:
    """A folder of Turtle files; only the folder of a pack has a head."""

    path: Path
    iri: URIRef | None
    imports: tuple[str, ...]


def load_pack(name: str) -> Pack:
    """Return the pack with this id, or the one in this folder, with all it imports.

    Raises GrondslagError where the pack is not found, does not parse, or imports what is not on disk.
    """
    first = _find(name)
    folders = _closure(first)
    graph, digest = Graph(), hashlib.sha256()
    for relative, file in sorted((f"{folder.name}/{rel}", file) for folder in folders for rel, file in _files(folder)):
        data = _read(file)
        digest.update(relative.encode() + b"\0" + hashlib.sha256(data).digest())
        _parse(graph, data, file, LOCAL + relative)
    _require_single(graph)
    head = _head(first)
    if head.iri is None:
        raise _no_head(first)
    apart = set_apart(graph)
    return read_schema(graph, head.iri, digest.hexdigest(), apart)


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


def _find(name: str) -> Path:
    known = {_identifier(folder): folder for folder in built_in_packs()}
    if name in known:
        return known[name]
    path = Path(name)
    if path.is_dir():
        return path.resolve()
    names = ", ".join(sorted(known))
    raise GrondslagError(
        f"Het pakket {name} is niet gevonden: noem een pakket ({names}) of een map met {HEAD}.",
        f"The pack {name} was not found: name a pack ({names}) or a folder with {HEAD}.",
    )


def _identifier(folder: Path) -> str:
    graph = Graph()
    _parse(graph, _read(folder / HEAD), folder / HEAD, LOCAL + f"{folder.name}/{HEAD}")
    return str(next(graph.objects(None, DCTERMS.identifier), folder.name))


def _closure(first: Path) -> list[Path]:
    """Return the folders of a pack and of all that it imports, each once."""
    by_iri = {_head(folder).iri: folder for folder in built_in_packs()}
    found: list[Path] = []
    todo = [first]
    while todo:
        folder = todo.pop()
        if folder in found:
            continue
        found.append(folder)
        for target in _head(folder).imports if (folder / HEAD).is_file() else ():
            todo.append(_import(target, folder, by_iri))
    return found


def _import(target: str, folder: Path, by_iri: dict[URIRef | None, Path]) -> Path:
    if URIRef(target) in by_iri:
        return by_iri[URIRef(target)]
    if target.startswith(LOCAL):
        beside = (folder.parent / target.removeprefix(LOCAL)).resolve()
        if beside.is_dir() and beside.is_relative_to(folder.parent.resolve()):
            return beside
    raise GrondslagError(
        f"{folder / HEAD} importeert {target}, en dat staat niet in het pakket of ernaast; van het netwerk wordt"
        " niets gehaald.",
        f"{folder / HEAD} imports {target}, which is neither in the package nor beside it; nothing is fetched from"
        " the network.",
    )


def _head(folder: Path) -> _Folder:
    graph = Graph()
    _parse(graph, _read(folder / HEAD), folder / HEAD, LOCAL + f"{folder.name}/{HEAD}")
    iri = next((node for node in graph.subjects(RDF.type, GS.Pack) if isinstance(node, URIRef)), None)
    return _Folder(folder, iri, tuple(sorted(str(o) for o in graph.objects(iri, OWL.imports))))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*.ttl")):
        relative = file.relative_to(folder)
        if EXAMPLES not in relative.parts[:-1]:
            yield relative.as_posix(), file


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise _no_head(file.parent)
    if file.stat().st_size > MAX_BYTES:
        raise GrondslagError(
            f"{file} is groter dan {MAX_BYTES // 1_000_000} MB: een pakket hoort kleiner te zijn.",
            f"{file} is larger than {MAX_BYTES // 1_000_000} MB: a pack ought to be smaller.",
        )
    return file.read_bytes()


def _parse(graph: Graph, data: bytes, file: Path, base: str) -> None:
    try:
        graph.parse(data=data, format="turtle", publicID=base)
    except Exception as error:
        # rdflib's Turtle parser raises many kinds of exception on bad input, some of them plain ones.
        where = getattr(error, "lines", None)
        line = f" (regel {where + 1})" if isinstance(where, int) else ""
        raise GrondslagError(
            f"{file} is geen leesbaar Turtle-bestand{line}: herstel het bestand.",
            f"{file} is not a readable Turtle file{line.replace('regel', 'line')}: mend the file.",
        ) from error


def _no_head(folder: Path) -> GrondslagError:
    return GrondslagError(
        f"De map {folder} is geen pakket: er hoort een {HEAD} in te staan met een gs:Pack.",
        f"The folder {folder} is no pack: it should hold a {HEAD} with a gs:Pack.",
    )
