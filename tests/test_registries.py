"""Registries after the shapes of real ones, each with what must be read from it, or why it must be refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import URIRef
from written import ods, parquet, xlsx

from checker import api
from checker.errors import GrondslagError
from checker.model import Exchange, Judgement
from checker.pack import Pack
from checker.report import Report
from checker.reports.text import to_text
from checker.request import Request
from checker.terms.proposal import propose

FOLDER = Path(__file__).parent / "registries"
EXPECTED = ".expected.yaml"
SIDECARS = (EXPECTED, ".parties.csv", ".parties.xlsx.yaml", ".mapping.yaml")
NAMES = sorted(path.name.removesuffix(EXPECTED) for path in FOLDER.glob("*" + EXPECTED))
AS_OF = "2026-11-23"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def expected(name: str) -> dict[str, Any]:
    """Return the sidecar of a registry.

    How it is written: `as` is the name of the file, `encoding` and `ends` (of lines) are those of its text, `before`
    are bytes before it, and `cut` is the share of the file that is left. `sheet` is the sheet to read. Then either
    `refused`, a part of the Dutch sentence, or what is read: `columns` with the header of each ("linked" where every
    column has its own code), `unknown` headers, `rows`, and `exchanges` in their order. An exchange has by column the
    code or codes read, and under `unread`, `empty`, `repeated`, `personal` and `misshapen` what is amiss.
    """
    found = load(FOLDER / (name + EXPECTED))
    assert isinstance(found, dict)
    return found


REFUSED = [name for name in NAMES if "refused" in expected(name)]
READ = [name for name in NAMES if name not in REFUSED]


def written(name: str, folder: Path) -> Path:
    """Write a registry as an office or tool would, from a source that shows in a diff; return the file."""
    wanted = expected(name)
    source = next(path for path in FOLDER.glob(name + ".*") if not path.name.endswith(SIDECARS))
    built = workbook(source)
    if built is None:
        text = source.read_text(encoding="utf-8").replace("\n", wanted.get("ends", "\n"))
        built = source.name, bytes.fromhex(wanted.get("before", "")) + text.encode(wanted.get("encoding", "utf-8"))
    file = folder / str(wanted.get("as", built[0]))
    file.write_bytes(built[1][: int(len(built[1]) * wanted.get("cut", 1))])
    return file


def workbook(source: Path) -> tuple[str, bytes] | None:
    """Return the name and content of the workbook or Parquet file that a source in YAML describes, if it is one."""
    match Path(source.stem).suffix:
        case ".xlsx":
            data = xlsx(load(source)["sheets"], load(source).get("merged", ()))
        case ".ods":
            data = ods(load(source)["sheets"])
        case ".parquet":
            data = parquet(load(source)["header"], load(source)["rows"])
        case _:
            return None
    return source.stem, data


def beside(name: str, kind: str, folder: Path) -> Path | None:
    """Return the mapping or the organisations that come with a registry, if any do."""
    source = next(FOLDER.glob(f"{name}.{kind}.*"), None)
    built = workbook(source) if source else None
    if built is None:
        return source
    file = folder / built[0]
    file.write_bytes(built[1])
    return file


def told(exchange: Exchange, pack: Pack) -> dict[str, Any]:
    """Return what was read of an exchange, as a sidecar says it."""
    codes = {iri: code for scheme in pack.schemes.values() for iri, code in scheme.codes.items()}
    found: dict[str, Any] = {}
    for column, nodes in exchange.values.items():
        values = [codes[node] if isinstance(node, URIRef) else getattr(node, "value", node) for node in nodes]
        values = [float(str(value)) if column == "fee" else value for value in values]
        found[column] = values if len(values) > 1 else values[0]
    unread: dict[str, list[str]] = {}
    for cell in exchange.unread:
        unread.setdefault(cell.column, []).append(cell.text)
    patterns = {pattern.iri: str(pattern.iri).rsplit("/", 1)[-1] for pattern in pack.patterns}
    personal = [f"{header}: {patterns[iri]}" for header, iri in exchange.personal]
    rest = {
        "unread": unread,
        "empty": list(exchange.empty),
        "repeated": list(exchange.repeated),
        "personal": personal,
        "misshapen": list(exchange.misshapen or ()),
    }
    return found | {key: value for key, value in rest.items() if value}


def read(name: str, folder: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], list[Exchange]]:
    """Return the report on a registry and its exchanges, without the time that judging takes."""
    seen: list[Exchange] = []

    def unjudged(exchanges: list[Exchange], pack: Pack, day: object) -> list[Judgement]:
        seen.extend(exchanges)
        return [Judgement("undetermined", "undetermined", {f.code: "pass" for f in pack.families}) for _ in exchanges]

    monkeypatch.setattr(api, "judge", unjudged)
    report = api.check_all(
        [written(name, folder)],
        Request(
            pack,
            AS_OF,
            expected(name).get("sheet"),
            beside(name, "mapping", folder),
            beside(name, "parties", folder),
        ),
    )
    return report.document, seen


def test_the_corpus_is_wide() -> None:
    assert len(NAMES) >= 18
    assert len(REFUSED) >= 3


@pytest.mark.parametrize("name", READ)
def test_a_registry_is_read(name: str, tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = expected(name)
    document, exchanges = read(name, tmp_path, pack, monkeypatch)
    [registry] = document["registries"]
    columns = {column["header"]: column["column"] for column in registry["columns"]}
    linked = {column.code: column.code for column in pack.columns if not column.optional}
    assert {h: c for h, c in columns.items() if c} == (linked if wanted["columns"] == "linked" else wanted["columns"])
    assert [header for header, column in columns.items() if not column] == wanted.get("unknown", [])
    found = [{"id": exchange.id, "row": exchange.row} | told(exchange, pack) for exchange in exchanges]
    for one, other in zip(found, wanted["exchanges"], strict=False):
        assert one == other
    assert len(found) == len(wanted["exchanges"])
    # Every row comes out, and every column travels along.
    assert registry["rows"] == wanted["rows"] == len({exchange.row for exchange in exchanges})
    for exchange in document["exchanges"]:
        assert {header.strip() for header in columns} <= exchange["input"].keys()


@pytest.mark.parametrize("name", REFUSED)
def test_a_registry_is_refused(name: str, tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GrondslagError) as refusal:
        read(name, tmp_path, pack, monkeypatch)
    said = refusal.value.texts["nl"]
    assert expected(name)["refused"] in said
    assert expected(name).get("as", name) in said


@pytest.mark.parametrize("name", READ)
def test_how_a_registry_may_be_read_is_proposed(name: str, tmp_path: Path, pack: Pack) -> None:
    table = api.read_table(str(written(name, tmp_path)), pack, expected(name).get("sheet"))
    headers, _ = propose(table, pack)
    assert [proposal.text for proposal in headers] == [header for header in table.header if header.strip()]


TOGETHER = ("gemeente", "gent", "uk-ropa", "zorgkantoor", "vrije-tekst")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Report:
    """The report on several registries in one."""
    folder = tmp_path_factory.mktemp("together")
    return api.check_all([written(name, folder) for name in TOGETHER], Request(pack, AS_OF))


def test_registries_are_judged_together(judged: Report) -> None:
    exchanges = judged.document["exchanges"]
    ids = [(place, one["id"]) for place, name in enumerate(TOGETHER) for one in expected(name)["exchanges"]]
    assert [(exchange["registry"], exchange["id"]) for exchange in exchanges] == ids
    # A record of processing need not name its ground: then it is not declared, and what it may be is told.
    first, second, *_ = exchanges
    assert (first["outcomes"]["ground"], second["outcomes"]["ground"]) == ("undetermined", "violation")
    assert "Wlz 9.1.3 lid 4" in str([f["message"]["nl"] for f in first["findings"] if f["family"] == "ground"])


@pytest.mark.parametrize(
    "value", ["111222333", "1112.22.333", "06-12345678", "+31 20 123 4567", "j.jansen@example.org"]
)
def test_data_of_a_person_are_not_repeated(judged: Report, value: str) -> None:
    assert value in str([exchange["input"] for exchange in judged.document["exchanges"]])
    assert value not in to_text(judged, "nl", 1000, False)
