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

FOLDER = Path(__file__).parent / "registries"
EXPECTED = ".expected.yaml"
NAMES = sorted(path.name.removesuffix(EXPECTED) for path in FOLDER.glob("*" + EXPECTED))
AS_OF = "2026-11-23"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def expected(name: str) -> dict[str, Any]:
    """Return the sidecar of a registry.

    `about`, and `as` (the name of the file), `encoding`, `ends` (of lines) and `cut` (the share of the file that is
    left) say how it is written; `sheet` is the sheet to read. Then either `refused` or `columns`, `rows` and
    `exchanges`, which hold by column the code that is read or a list of them, and under `unread`, `empty`, `repeated`
    and `personal` what is not.
    """
    found = load(FOLDER / (name + EXPECTED))
    assert isinstance(found, dict)
    return found


def written(name: str, folder: Path) -> Path:
    """Write a registry as an office or tool would, from a source that shows in a diff; return the file."""
    wanted = expected(name)
    source = next(path for path in FOLDER.glob(name + ".*") if not path.name.endswith(SIDECARS))
    suffix = Path(source.stem).suffix
    if suffix in (".xlsx", ".ods", ".parquet"):
        table = load(source)
        if suffix == ".xlsx":
            data = xlsx(table["sheets"], table.get("merged", ()))
        elif suffix == ".ods":
            data = ods(table["sheets"])
        else:
            data = parquet(table["header"], table["rows"])
    else:
        suffix = source.suffix
        text = source.read_text(encoding="utf-8")
        data = text.replace("\n", wanted.get("ends", "\n")).encode(wanted.get("encoding", "utf-8"))
    file = folder / wanted.get("as", name + suffix)
    data = bytes.fromhex(wanted.get("before", "")) + data
    file.write_bytes(data[: int(len(data) * wanted.get("cut", 1))])
    return file


SIDECARS = (EXPECTED, ".parties.csv", ".mapping.yaml")


def beside(name: str, suffix: str) -> Path | None:
    path = FOLDER / (name + suffix)
    return path if path.exists() else None


def told(exchange: Exchange, pack: Pack) -> dict[str, Any]:
    """Return what was read of an exchange, as a sidecar says it."""
    codes = {iri: code for scheme in pack.schemes.values() for iri, code in scheme.codes.items()}
    found: dict[str, Any] = {}
    for column, nodes in exchange.values.items():
        values = [codes[node] if isinstance(node, URIRef) else getattr(node, "value", node) for node in nodes]
        values = [float(value) if column == "fee" else value for value in values]
        found[column] = values if len(values) > 1 else values[0]
    unread: dict[str, list[str]] = {}
    for cell in exchange.unread:
        unread.setdefault(cell.column, []).append(cell.text)
    patterns = {pattern.iri: str(pattern.iri).rsplit("/", 1)[-1] for pattern in pack.patterns}
    personal = [f"{header}: {patterns[iri]}" for header, iri in exchange.personal]
    rest = {"unread": unread, "empty": list(exchange.empty), "repeated": list(exchange.repeated), "personal": personal,
            "misshapen": list(exchange.misshapen or ())}
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
        pack,
        AS_OF,
        sheet=expected(name).get("sheet"),
        mapping=beside(name, ".mapping.yaml"),
        parties=beside(name, ".parties.csv"),
    )
    return report.document, seen
