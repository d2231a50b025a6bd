"""Make a first overlay: a law with one ground, and a pair of examples, of which the findings are found by judging.

The Turtle is a text for a person to read and change, with comments; so it is a template (Jinja, which the HTML report
has as well) and not what a serialiser would write.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from checker.catalogue.examples import ALSO, AS_OF, FAIL, PASS
from checker.errors import GrondslagError
from checker.judge import judge
from checker.model import Finding, Judgement, Table
from checker.pack import Column, Pack, load_pack
from checker.pack.folders import EXAMPLES, HEAD, find_folder, read_head
from checker.resources import built_in_packs
from checker.suggest.asked import BASIS, DATA, EXPORTER, IMPORTER, PURPOSE, column_of, read_question
from checker.terms import read_exchanges
from checker.terms.values import CITATION, DATE, IDENTIFIER, YES_NO
from checker.vocabulary import GS, code, label

NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
YES_WORD = "ja"
LAW = "law.ttl"


@dataclass(frozen=True)
class Lane:
    """Between whom and for what the ground lets data pass."""

    exporter: URIRef
    importer: URIRef
    aim: URIRef


def new_overlay(
    folder: Path, name: str, base: str, exporter: str | None, importer: str | None, aim: str | None, start: date
) -> None:
    """Write a new overlay into a folder that does not exist yet, whole or not at all by the one who calls.

    Args:
        folder: an empty folder, beside which the overlay is to stand.
        name: the name that the overlay is to have.
        base: the pack to build on: its id, or a folder beside this one.
        exporter: the sender by a name of the base; that of its first example row if not given.
        importer: the recipient, likewise.
        aim: the purpose, likewise.
        start: the day from which the ground holds.

    Raises GrondslagError where a name is not known, or the base cannot be built on.
    """
    loaded = load_pack(base)
    asked = read_question(exporter, importer, aim, (), start, loaded)
    found = [
        term or _of_example(loaded, column_of(loaded, prop))
        for term, prop in ((asked.exporter, EXPORTER), (asked.importer, IMPORTER), (asked.aim, PURPOSE))
    ]
    lane = Lane(*found)
    told = {
        "name": name,
        "imports": _imported(base, folder),
        "label": name.replace("-", " ").capitalize(),
        "exporter": _term(loaded, lane.exporter),
        "importer": _term(loaded, lane.importer),
        "aim": _term(loaded, lane.aim),
        "start": start.isoformat(),
    }
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "new"), undefined=StrictUndefined, keep_trailing_newline=True,
        autoescape=False,
    )  # fmt: skip
    for file in (HEAD, LAW):
        (folder / file).write_text(templates.get_template(f"{file}.jinja").render(told), encoding="utf-8")
    _write_examples(folder, name, lane, start)


def require_name(folder: Path) -> None:
    """Raise GrondslagError where a folder cannot become an overlay: by its name, or because it is there already."""
    if not NAME.fullmatch(folder.name):
        raise GrondslagError(
            f"{folder.name or folder} kan geen naam van een pakket zijn: gebruik kleine letters, cijfers en"
            " streepjes, zoals mijn-wet.",
            f"{folder.name or folder} cannot be the name of a pack: use small letters, digits and hyphens, such as"
            " my-law.",
        )
    if folder.exists() or not folder.parent.is_dir():
        raise GrondslagError(
            f"{folder} bestaat al, of de map waarin het moet komen bestaat niet: noem een nieuwe map.",
            f"{folder} exists already, or the folder in which it is to come does not: name a new folder.",
        )


def _imported(base: str, folder: Path) -> str:
    """Return the import of a pack as it stands between angle brackets."""
    known = built_in_packs()
    found = find_folder(base, known)
    if found in known:
        return str(read_head(found).iri)
    if found.parent == folder.parent.resolve():
        return f"../{found.name}"
    raise GrondslagError(
        f"Het pakket {base} staat niet naast de nieuwe map: zet beide in dezelfde map.",
        f"The pack {base} does not stand beside the new folder: put both in the same folder.",
    )


def _term(pack: Pack, term: URIRef) -> dict[str, str]:
    return {"iri": str(term), "code": re.sub(r"[^\w-]", "-", code(pack.graph, term)), **label(pack.graph, term)}


def _example_values(pack: Pack, column: Column) -> list[Node]:
    """Return what stands in a column of the first example row of the template."""
    rows = sorted(pack.graph.subjects(RDF.type, GS.Example), key=lambda row: str(pack.graph.value(row, GS.order)))
    cells = [cell for row in rows[:1] for cell in pack.graph.objects(row, GS.exampleCell)]
    held = [cell for cell in cells if (cell, GS.column, column.iri) in pack.graph]
    return sorted((value for cell in held for value in pack.graph.objects(cell, GS.exampleValue)), key=str)


def _of_example(pack: Pack, column: Column) -> URIRef:
    found = next((value for value in _example_values(pack, column) if isinstance(value, URIRef)), None)
    if found is None:
        raise GrondslagError(
            f"Het pakket {pack.id} heeft geen voorbeeldrij: noem verstrekker, ontvanger en doel.",
            f"The pack {pack.id} has no example row: name sender, recipient and purpose.",
        )
    return found


def _write_examples(folder: Path, name: str, lane: Lane, start: date) -> None:
    """Write a row that the ground covers, and the same with a recipient that it does not, under the rule that says so.

    Raises GrondslagError where no other recipient makes a difference.
    """
    pack = load_pack(str(folder))
    row = dict(_cells(pack, lane, start, name))
    importer = column_of(pack, IMPORTER)
    others = sorted(pack.schemes[importer.scheme].codes.items()) if importer.scheme else []
    rows = [row, *(row | {importer.code: other} for term, other in others if term != lane.importer)]
    key = next(column.code for column in pack.columns if column.datatype == IDENTIFIER)
    numbered = [tuple((one | {key: f"E{n}"}).values()) for n, one in enumerate(rows, start=1)]
    held = Table("", "", tuple(row), tuple(enumerate(numbered, start=2)))
    passing, *failing = judge(read_exchanges(held, pack).exchanges, pack, start)
    rest = _codes(passing)
    for other, judged in sorted(zip(rows[1:], failing, strict=True), key=lambda pair: len(pair[1].findings)):
        cause = next((one for one in judged.findings if _is_cause(one) and one.rule not in rest), None)
        if cause is not None and passing.outcomes[cause.family] != judged.outcomes[cause.family]:
            target = folder / EXAMPLES / cause.rule
            target.mkdir(parents=True)
            also = _codes(judged) - {cause.rule}
            (target / f"{FAIL}{name}.csv").write_text(_file(other, start, also), encoding="utf-8")
            (target / f"{PASS}{name}.csv").write_text(_file(row, start, rest), encoding="utf-8")
            return
    raise GrondslagError(
        "Voor deze verstrekker, ontvanger en dit doel is geen voorbeeld te maken: kies een ander doel.",
        "No example can be made for this sender, recipient and purpose: choose another purpose.",
    )


def _is_cause(finding: Finding) -> bool:
    return finding.severity == "violation" and not finding.follows_from


def _codes(judged: Judgement) -> set[str]:
    return {finding.rule for finding in judged.findings}


def _cells(pack: Pack, lane: Lane, start: date, name: str) -> Sequence[tuple[str, str]]:
    """Return the cells of a row that fits the ground; only what an example needs."""
    given = {EXPORTER: lane.exporter, IMPORTER: lane.importer, PURPOSE: lane.aim}
    found = []
    for column in pack.columns:
        if column.datatype == IDENTIFIER:
            found.append((column.code, "E1"))
        elif column.property in given:
            found.append((column.code, code(pack.graph, given[column.property])))
        elif column.property == BASIS or column.datatype == CITATION:
            found.append((column.code, f"{name}-1"))
        elif values := _example_values(pack, column):
            if column.property == DATA:
                codes = [code(pack.graph, value) for value in values]
                found.append((column.code, f"{column.separator or ''}".join(codes)))
            elif column.datatype == DATE:
                found.append((column.code, start.isoformat()))
            elif column.datatype == YES_NO and values[0] == Literal(True):
                found.append((column.code, YES_WORD))
    return found


def _file(row: dict[str, str], start: date, also: set[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*row, AS_OF, ALSO])
    writer.writerow([*row.values(), start.isoformat(), ";".join(sorted(also))])
    return out.getvalue()
