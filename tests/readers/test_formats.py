"""The same rows in every format and dialect are the same table."""

import codecs
import io
import sys
from pathlib import Path

import pytest
from writers import (
    HEADER,
    TERMS,
    TEXTS,
    as_csv,
    as_json,
    as_jsonl,
    as_jsonld,
    as_lines,
    as_ods,
    as_parquet,
    as_rdfxml,
    as_turtle,
    as_xlsx,
    records,
)

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.registry import expand, read_registry

FORMATS: dict[str, bytes] = {
    "plain.csv": as_csv().encode(),
    "line feeds.csv": as_csv(end="\n").encode(),
    "carriage returns.csv": as_csv(end="\r").encode(),
    "semicolons.csv": as_csv(";").encode(),
    "tabs.tsv": as_csv("\t").encode(),
    "byte order mark.csv": as_csv(";").encode("utf-8-sig"),
    "windows.csv": as_csv(";").encode("cp1252"),
    "utf-16 le.csv": codecs.BOM_UTF16_LE + as_csv("\t").encode("utf-16-le"),
    "utf-16 be.csv": codecs.BOM_UTF16_BE + as_csv(";").encode("utf-16-be"),
    "utf-16 without a mark.csv": as_csv(";").replace("€ 5 – “vijf”", "€ 5 – “vijf”").encode("utf-16-le"),
    "utf-16 be without a mark.csv": as_csv(";").encode("utf-16-be"),
    "utf-32.csv": as_csv().encode("utf-32"),
    "sep line.csv": b"sep=;\r\n" + as_csv(";").encode(),
    "sep line in capitals.csv": b"SEP=,\n" + as_csv(end="\n").encode(),
    "sep line with a mark and quotes.csv": codecs.BOM_UTF8 + b'"sep=\t"\r\n' + as_csv("\t").encode(),
    "sep line of another sign.csv": b"sep=|\n" + as_csv("|", end="\n").encode(),
    "workbook.xlsx": as_xlsx(),
    "workbook with macros.xlsm": as_xlsx(),
    "workbook.ods": as_ods(),
    "array.json": as_json(records(), indent=2).encode(),
    "object with one array.json": as_json({"versie": 3, "bron": {"naam": "x"}, "rijen": records()}).encode(),
    "with a mark.json": as_json(records()).encode("utf-8-sig"),
    "utf-16.json": as_json(records()).encode("utf-16"),
    "lines.jsonl": as_jsonl().encode(),
    "lines.ndjson": as_jsonl().replace("\n", "\r\n").encode(),
    "table.parquet": as_parquet(),
    "graph.ttl": as_turtle().encode(),
    "graph.trig": as_turtle().replace(".\n\n", ".\n<urn:g> { }\n", 1).encode(),
    "graph.nt": as_lines().encode(),
    "graph.nq": as_lines("<https://example.org/graph> ").encode(),
    "graph.jsonld": as_jsonld().encode(),
    "graph.rdf": as_rdfxml().encode(),
}


def lines(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    return list(table.rows)


@pytest.mark.parametrize("named", [True, False], ids=["by name", "by content"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_table(tmp_path: Path, name: str, named: bool) -> None:
    path = tmp_path / (name if named else "register")
    path.write_bytes(FORMATS[name])
    table = read_registry(path, rdf=TERMS)
    assert table.source == str(path)
    assert table.header == HEADER
    assert table.rows == tuple(enumerate(TEXTS, start=2))
    assert len(table.sha256) == 64
    assert read_registry(str(path), rdf=TERMS) == table


@pytest.mark.parametrize("name", FORMATS)
def test_a_wrong_name_misleads_nobody(tmp_path: Path, name: str) -> None:
    for wrong in ("register.csv", "register.xlsx", "register.xls", "register.pdf"):
        path = tmp_path / wrong
        path.write_bytes(FORMATS[name])
        assert read_registry(path, rdf=TERMS).rows == tuple(enumerate(TEXTS, start=2))


@pytest.mark.parametrize("name", ["semicolons.csv", "workbook.xlsx", "graph.ttl"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FORMATS[name])))
    table = read_registry("-", rdf=TERMS)
    assert (table.source, table.header) == ("stdin", HEADER)


def test_expand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.csv", "a.csv", "c.ods", "~$a.csv", ".~lock.c.ods#", "odd[1].csv"):
        Path(name).write_bytes(b"id")
    Path("map.csv").mkdir()
    Path("deep/er").mkdir(parents=True)
    Path("deep/er/d.csv").write_bytes(b"id")
    assert expand(["-", "c.ods", "*.csv"]) == ["-", "c.ods", "a.csv", "b.csv", "odd[1].csv"]
    assert expand(["odd[1].csv", "a.csv", "[ab].csv"]) == ["odd[1].csv", "a.csv", "b.csv"]
    assert expand([str(tmp_path / "?.csv")]) == [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert [Path(found).as_posix() for found in expand(["**/d.csv"])] == ["deep/er/d.csv"]
    with pytest.raises(GrondslagError, match=r"^x\*\.csv fits no file at all: check the pattern"):
        expand(["a.csv", "x*.csv"])
    with pytest.raises(GrondslagError, match=r"^absent\.csv cannot be read \(does not exist\)"):
        expand(["absent.csv"])


def test_libraries_are_loaded_only_for_their_format() -> None:
    import subprocess

    said = subprocess.run(
        [sys.executable, "-c", "import checker.readers.registry, sys; print(*sys.modules)"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert {"pyarrow", "python_calamine", "openpyxl", "pandas", "rdflib.plugins.parsers.jsonld"}.isdisjoint(said)
