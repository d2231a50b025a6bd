"""Read the waivers in a file, and judge them before the check: which hold on the run date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process
from rdflib import Graph

from checker.audit.waivers import KEY, Waiver
from checker.errors import GrondslagError
from checker.judge.waivers import Judged, Use, judge_waivers
from checker.model import LANGUAGES, Exchange, Table
from checker.pack import Pack, pack_judging
from checker.pack.schemes import normal
from checker.readers.registry import read_registry
from checker.readers.source import open_source
from checker.readers.yamltext import SUFFIXES, read_yaml
from checker.terms import read_exchanges
from checker.terms.columns import read_columns
from checker.terms.values import EMPTY, UNREAD
from checker.vocabulary import GS

ALIKE = 80.0
MOST = 20_000
"""Waivers in a file: more is no list that a person decided on."""
NAMED = ("fingerprint", "exchange", "rule")
TOLD = ("reason", "owner", "approved_by", "date", "until")


@dataclass(frozen=True)
class WaiverFile:
    """The waivers in a file, as judged before the check."""

    source: str
    sha256: str
    rows: tuple[Exchange, ...]
    texts: tuple[dict[str, str], ...]
    """For each the text in every column, by its code; nothing where a word says that there is none."""
    pack: Pack
    shapes: Graph
    as_of: date
    waivers: tuple[Waiver, ...]

    def judged(self, uses: Sequence[Use] | None) -> list[Judged]:
        """Return the judgement on each, with what came of it in a check if that was done."""
        unread = {column.code for column in self.pack.columns if column.datatype in UNREAD}
        texts = [{code: text for code, text in one.items() if code in unread} for one in self.texts]
        return judge_waivers(self.rows, texts, uses, self.pack, self.shapes, self.as_of)


def read_waivers(path: Path, pack: Pack, as_of: date) -> WaiverFile:
    """Return the waivers in a YAML file, or in a sheet in any form that a registry can have.

    Raises GrondslagError where the file cannot be read, or holds something else.
    """
    judging, shapes = pack_judging(GS.Waiver, pack)
    # A waiver that lacks something is a finding; a file that has no such column is no other case.
    lenient = replace(judging, columns=tuple(replace(column, required=False) for column in judging.columns))
    table = _complete(_read(path, judging), judging)
    read = read_exchanges(table, lenient).exchanges
    layout = read_columns(table, lenient)
    texts = tuple(
        {code: _text(cells, place, judging) for code, place in layout.places.items()} for _, cells in table.rows
    )
    required = [column.code for column in judging.columns if column.required]
    rows = tuple(
        replace(row, id=" ".join(told[code] for code in NAMED), empty=tuple(c for c in required if not told[c]))
        for row, told in zip(read, texts, strict=True)
    )
    file = WaiverFile(table.source, table.sha256, rows, texts, judging, shapes, as_of, ())
    found = tuple(
        Waiver(row.row, **{code: _plain(row, told, code) for code in (*NAMED, *TOLD)}, in_force=judged.in_force)
        for row, told, judged in zip(rows, texts, file.judged(None), strict=True)
    )
    return replace(file, waivers=found)


def _read(path: Path, judging: Pack) -> Table:
    known = {name: column.code for column in judging.columns
             for name in map(normal, (column.code, *column.headers, *column.synonyms))}  # fmt: skip
    names = {language: ", ".join(column.label[language] for column in judging.columns) for language in LANGUAGES}
    if path.suffix.lower() in SUFFIXES:
        # In a list of entries each may call the same thing by another of its names.
        table = read_yaml(open_source(path), KEY, lambda name: known.get(normal(name)), names)
    else:
        table = read_registry(path, known=known)
        _require_names(table, known, names)
    if len(table.rows) > MOST:
        raise GrondslagError(
            f"{path} bevat {len(table.rows)} aanvaardingen en het meeste is {MOST}: verhelp wat te verhelpen is, of"
            " gebruik een nulmeting (--baseline).",
            f"{path} holds {len(table.rows)} waivers and the most is {MOST}: mend what can be mended, or use a baseline"
            " (--baseline).",
        )
    return table


def _require_names(table: Table, known: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Fail where a table holds something else, or the name of a column is misspelt: without it a waiver is wider.

    Other columns may stand in it: what an organisation notes down for itself is not read.
    """
    named = {known[normal(name)] for name in table.header if normal(name) in known}
    if table.rows and not named:
        raise GrondslagError(
            f"{table.source} bevat geen aanvaardingen: noem de kolommen {names['nl']}.",
            f"{table.source} holds no waivers: name the columns {names['en']}.",
        )
    absent = [name for name, code in known.items() if code not in named]
    for header in table.header:
        near = process.extractOne(normal(header), absent, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if near is not None and normal(header) not in known:
            raise GrondslagError(
                f"{table.source}, rij 1: kolom {header} lijkt op {near[0]}, en die ontbreekt: noem haar zo, of geef"
                " haar een heel andere naam.",
                f"{table.source}, row 1: column {header} resembles {near[0]}, which is missing: call it that, or give"
                " it quite another name.",
            )


def _complete(table: Table, judging: Pack) -> Table:
    """Return a table with a column for all that a waiver has, empty where the file has none."""
    named = {normal(name) for name in table.header}
    lacking = tuple(
        column.code
        for column in judging.columns
        if not named & {normal(name) for name in (column.code, *column.headers, *column.synonyms)}
    )
    width = len(table.header)
    rows = tuple(
        # What is too few stays too few, and what is too many too many.
        (number, (*cells[:width], *("" for _ in lacking), *cells[width:]) if len(cells) >= width else cells)
        for number, cells in table.rows
    )
    return replace(table, header=(*table.header, *lacking), rows=rows)


def _text(cells: Sequence[str], place: int, judging: Pack) -> str:
    text = cells[place].strip() if place < len(cells) else ""
    return "" if normal(text) in judging.words[EMPTY] else text


def _plain(row: Exchange, texts: Mapping[str, str], code: str) -> str:
    """Return the text in a column; a day as it was read."""
    return str(row.values[code][0]) if code in row.values else texts[code]
