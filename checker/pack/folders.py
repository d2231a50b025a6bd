"""Find the folders of a pack and of what it imports, on disk only, and their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rdflib import OWL, RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from checker.errors import GrondslagError
from checker.pack.turtle import read_quickly
from checker.resources import built_in_packs
from checker.vocabulary import BASE, GS

HEAD = "pack.ttl"
EXAMPLES = "examples"
LOCAL = BASE + "local/"
"""The base of relative IRIs: an import below it lies beside the folder of the pack."""
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Folder:
    """A folder of Turtle files; only the folder of a pack has a head."""

    path: Path
    iri: URIRef | None
    imports: tuple[str, ...]


def pack_files(name: str) -> tuple[str, dict[str, bytes]]:
    """Return the folder of a pack, and its files with those of all it imports, each by its path beside that folder.

    Raises GrondslagError where a file cannot be read, or two would have the same path.
    """
    known = built_in_packs()
    first = find_folder(name, known)
    found: dict[str, bytes] = {}
    places = _closure(first, known)
    for folder, place in places.items():
        for relative, file in _files(folder):
            if f"{place}/{relative}" in found:
                raise GrondslagError(
                    f"{folder} heeft dezelfde naam als een andere map van het pakket: geef de map een andere naam.",
                    f"{folder} bears the same name as another folder of the pack: give the folder another name.",
                )
            found[f"{place}/{relative}"] = read_turtle(file)
    return places[first], dict(sorted(found.items()))


def pack_sources(first: Path, known: Sequence[Path]) -> list[tuple[str, Path]]:
    """Return the files of a pack with those of all it imports, in the order in which they are hashed."""
    return sorted((f"{folder.name}/{rel}", file) for folder in _closure(first, known) for rel, file in _files(folder))


def find_folder(name: str, known: Sequence[Path]) -> Path:
    """Return the folder of the pack with this id, or this folder itself. Raises GrondslagError where there is none."""
    by_id = {_identifier(folder): folder for folder in known}
    if name in by_id:
        return by_id[name]
    path = Path(name)
    if path.is_dir():
        return path.resolve()
    names = ", ".join(sorted(by_id))
    raise GrondslagError(
        f"Het pakket {name} is niet gevonden: noem een pakket ({names}) of een map met {HEAD}.",
        f"The pack {name} was not found: name a pack ({names}) or a folder with {HEAD}.",
    )


def _identifier(folder: Path) -> str:
    graph = Graph()
    parse_into(graph, read_turtle(folder / HEAD), folder / HEAD, LOCAL + f"{folder.name}/{HEAD}")
    return str(next(graph.objects(None, DCTERMS.identifier), folder.name))


def _closure(first: Path, known: Sequence[Path]) -> dict[Path, str]:
    """Return the folders of a pack and of all that it imports, each with where it stands beside the others."""
    by_iri = {read_head(folder).iri: folder for folder in known}
    found: dict[Path, str] = {}
    todo = [(first, first.name)]
    while todo:
        folder, place = todo.pop()
        if folder in found:
            continue
        found[folder] = place
        for target in read_head(folder).imports if (folder / HEAD).is_file() else ():
            imported = _import(target, folder, by_iri)
            is_beside = target.startswith(LOCAL) and URIRef(target) not in by_iri
            within = imported.relative_to(folder.parent.resolve()) if is_beside else Path(imported.name)
            todo.append((imported, (PurePosixPath(place).parent / within).as_posix() if is_beside else str(within)))
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


def read_head(folder: Path) -> Folder:
    """Return what the head of a pack says. Raises GrondslagError where it cannot be read."""
    graph = Graph()
    parse_into(graph, read_turtle(folder / HEAD), folder / HEAD, LOCAL + f"{folder.name}/{HEAD}")
    iri = next((node for node in graph.subjects(RDF.type, GS.Pack) if isinstance(node, URIRef)), None)
    return Folder(folder, iri, tuple(sorted(str(o) for o in graph.objects(iri, OWL.imports))))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*.ttl")):
        relative = file.relative_to(folder)
        if EXAMPLES not in relative.parts[:-1]:
            yield relative.as_posix(), file


def read_turtle(file: Path) -> bytes:
    """Return the bytes of a file of a pack. Raises GrondslagError where it is not there or too large."""
    if not file.is_file():
        raise no_head(file.parent)
    if file.stat().st_size > MAX_BYTES:
        raise GrondslagError(
            f"{file} is groter dan {MAX_BYTES // 1_000_000} MB: een pakket hoort kleiner te zijn.",
            f"{file} is larger than {MAX_BYTES // 1_000_000} MB: a pack ought to be smaller.",
        )
    return file.read_bytes()


def parse_into(graph: Graph, data: bytes, file: Path, base: str) -> None:
    """Add the triples of a file to a graph. Raises GrondslagError where it does not parse."""
    try:
        triples = read_quickly(data)
        if triples is None:
            graph.parse(data=data, format="turtle", publicID=base)
        for triple in triples or ():
            graph.add(triple)
    except Exception as error:
        # rdflib's Turtle parser raises many kinds of exception on bad input, some of them plain ones.
        where = getattr(error, "lines", None)
        line = f" (regel {where + 1})" if isinstance(where, int) else ""
        raise GrondslagError(
            f"{file} is geen leesbaar Turtle-bestand{line}: herstel het bestand.",
            f"{file} is not a readable Turtle file{line.replace('regel', 'line')}: mend the file.",
        ) from error


def no_head(folder: Path) -> GrondslagError:
    """Return the error of a folder that is no pack."""
    return GrondslagError(
        f"De map {folder} is geen pakket: er hoort een {HEAD} in te staan met een gs:Pack.",
        f"The folder {folder} is no pack: it should hold a {HEAD} with a gs:Pack.",
    )
