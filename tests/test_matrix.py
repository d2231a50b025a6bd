"""The necessity matrix: its cells are those of the facts, and a registry is laid over it as the shapes judge it."""

import csv
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.matrix import matrix
from checker.model import LANGUAGES
from checker.pack import Pack, load_pack
from checker.reports.matrix.overlay import beyond
from checker.reports.matrix.pivot import pivots
from checker.suggest import read_question

HERE = Path(__file__).resolve().parent
PLANNED = HERE.parent / "datasets" / "iwlz" / "planned.csv"
AS_OF = "2026-11-23"
Document = dict[str, Any]
Cells = dict[tuple[str, str, str, str], set[tuple[str, str]]]
"""By sender, recipient, purpose and kind of data: the norms that carry it, with how they hold."""


def facts(name: str) -> list[dict[str, str]]:
    with (HERE / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def below(name: str) -> dict[str, set[str]]:
    """By code: the code itself and all that falls under it."""
    broader = {row["code"]: row["broader"] for row in facts(name)}
    found: dict[str, set[str]] = defaultdict(set)
    for code in broader:
        up = code
        while up:
            found[up].add(code)
            up = broader[up]
    return found


def spread(sender: str, recipient: str, purpose: str) -> Iterator[tuple[str, str, str]]:
    roles, purposes = below("roles"), below("purposes")
    for one in roles[sender]:
        for other in roles[recipient]:
            for aim in purposes[purpose]:
                yield one, other, aim


def expected() -> Cells:
    """The cells that the frozen facts give."""
    carried: dict[str, list[str]] = defaultdict(list)
    for row in facts("message_categories"):
        carried[row["message"]].append(row["category"])
    ways: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    for row in facts("messages"):
        if row["status"].startswith("lapsed"):
            continue
        others = [purpose for purpose in row["other_purposes"].split(";") if purpose]
        for purpose, holds in [(row["purpose"], "strict"), *((other, "loose") for other in others)]:
            for lane in spread(row["sender_role"], row["recipient_role"], purpose):
                for category in carried[row["message"]]:
                    ways[*lane, category, row["message"]].add("named" if row["is_return"] == "yes" else holds)
    for row in facts("necessity_norms"):
        sender, recipient = row["pair"].split(">")
        for lane in spread(sender, recipient, row["purpose"]):
            norm = f"{sender}.{recipient}.{row['purpose']}"
            ways[*lane, row["category"], norm].add("strict" if row["strength"] == "exhaustive" else "loose")
    found: Cells = defaultdict(set)
    for (sender, recipient, purpose, category, norm), holding in ways.items():
        found[sender, recipient, purpose, category].add((norm, "strict" if "strict" in holding else min(holding)))
    return dict(found)


@cache
def whole() -> Document:
    loaded = load_pack("iwlz")
    return matrix(read_question(None, None, None, (), date.fromisoformat(AS_OF), loaded), loaded)


def cells_of(document: Document) -> Iterator[tuple[Document, Document]]:
    for lane in document["lanes"]:
        for cell in lane["cells"]:
            yield lane, cell


def test_the_cells_are_those_of_the_facts() -> None:
    found: Cells = {
        (lane["from"]["code"], lane["to"]["code"], lane["for"]["code"], cell["code"]): {
            (norm["code"], norm["holds"]) for norm in cell["norms"]
        }
        for lane, cell in cells_of(whole())
    }
    assert found == expected()


def test_what_a_message_requires_is_told() -> None:
    required = {(row["message"], row["category"]) for row in facts("message_categories") if row["required"] == "yes"}
    told = {(n["code"], cell["code"]) for _, cell in cells_of(whole()) for n in cell["norms"] if n["required"]}
    live = {norm for norm, about in whole()["norms"].items() if about["is_message"]}
    assert told == {one for one in required if one[0] in live}


def test_the_grounds_are_those_of_the_facts() -> None:
    found = {(g["code"], g["valid_from"], f"{g['from']['code']}>{g['to']['code']}") for g in whole()["transfers"]}
    assert found == {
        (row["code"], row["valid_from"], pair) for row in facts("grounds") for pair in row["pairs"].split(";") if pair
    }


def test_free_text_and_relatives_are_left_to_a_person() -> None:
    about = {row["code"]: row for row in facts("categories")}
    for lane, cell in cells_of(whole()):
        if about[cell["code"]]["free_text"] == "yes":
            assert cell["doubts"], (lane["from"], lane["to"], lane["for"], cell["code"])


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["matrix", *words, "--as-of", AS_OF])


def laid(tmp_path: Path, *rows: str) -> Document:
    head = "kenmerk,verstrekker,ontvanger,doel,grondslag,gegevens,bericht,ingangsdatum"
    registry = tmp_path / "register.csv"
    registry.write_text("\n".join([head, *rows]), encoding="utf-8")
    result = run("--lane", "CIZ-ZORGKANTOOR", "--format", "json", str(registry))
    assert result.exit_code == 0, result.output
    document: Document = json.loads(result.stdout)
    return document


def test_a_registry_is_laid_over_it(tmp_path: Path) -> None:
    document = laid(
        tmp_path,
        "E1,CIZ,Zorgkantoor,zorgplicht,wlz-9.1.2-1-c,BSN; wachtlijst; bericht-metadata,IO31,2026-01-01",
        "E2,CIZ,Zorgkantoor,zorglevering,Wlz 9.9,BSN; wachtlijst,,2026-01-01",
        "E3,CIZ,CAK,eigen-bijdrage,,BSN,,2026-01-01",
        "E4,CIZ,Onbekend,zorgplicht,wlz-9.1.2-1-c,BSN,,2026-01-01",
    )
    lanes = {lane["for"]["code"]: lane for lane in document["lanes"]}
    care = {cell["code"]: cell["declared"] for cell in lanes["zorgplicht"]["cells"]}
    assert [one["id"] for one in care["bsn"]["within"]] == ["E1"]
    assert [one["id"] for one in care["wachtlijst"]["beyond"]] == ["E1"]
    assert list(care["bericht-metadata"]) == ["unjudged"]
    assert care["naam-client"] == {}
    assert [(one["id"], one["standing"]) for one in lanes["zorgplicht"]["exchanges"]] == [("E1", "fits")]
    # Only a message that serves this purpose among others names data here: no strict norm speaks.
    loose = {cell["code"]: cell["declared"] for cell in lanes["zorglevering"]["cells"]}
    assert (list(loose["bsn"]), list(loose["wachtlijst"])) == (["within"], ["open"])
    assert lanes["zorglevering"]["exchanges"][0]["standing"] == "unsure"
    assert [one["id"] for one in document["registry"]["unplaced"]] == ["E4"]
    # It is told which end was not read, by what stands there, and what the others are.
    (told,) = [row for row in beyond(document, "nl").rows if "plaatsen" in row[4].text]
    assert [cell.text for cell in told[:3]] == [
        "Centrum indicatiestelling zorg", "“Onbekend” (niet herkend)", "Zorgplicht, met inbegrip van wachtlijsten",
    ]  # fmt: skip
    # Of a lane without any exchange its head says so, once.
    (sheet,) = pivots(document, "nl")
    assert [lane["for"]["code"] for lane in document["lanes"] if lane["cells"] and not lane["exchanges"]]
    for place, head in enumerate(sheet.heads[1:], start=1):
        column = [row[place].text for row in sheet.rows]
        assert ("(geen uitwisseling opgegeven)" in head.text) != any("opgegeven" in text for text in column)
    assert {lane["to"]["code"] for lane in document["lanes"]} == {"ZORGKANTOOR"}  # E3 was not asked for


class Page(HTMLParser):
    """The tags of a page, and what stands in its tables."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "md", "csv", "xlsx"])
def test_every_form_holds_it_and_runs_nothing(form: str, language: str, tmp_path: Path) -> None:
    registry, made = tmp_path / "register.csv", tmp_path / f"matrix.{form}"
    hostile = "<script>alert(1)</script>"
    registry.write_text(
        "id,sender,recipient,purpose,ground,data_categories\n"
        f"{hostile},CIZ,SVB,kinderbijslag,wlz-9.1.3a-1,BSN; wachtlijst\n"
        "=1+1,CIZ,SVB,kinderbijslag,,naam-client\n",
        encoding="utf-8",
    )
    result = run("--lane", "CIZ-SVB", "--purpose", "kinderbijslag", "--lang", language, "-o", str(made), str(registry))
    assert (result.exit_code, result.output) == (0, "")
    data = made.read_bytes()
    if form == "xlsx" and language == LANGUAGES[0]:
        again = run("--lane", "CIZ-SVB", "--purpose", "kinderbijslag", "-o", str(made), str(registry))
        assert again.exit_code == 0 and made.read_bytes() == data
    if form == "xlsx":
        assert zipfile.ZipFile(BytesIO(data)).testzip() is None
        book = openpyxl.load_workbook(BytesIO(data))
        values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell.value for cell in values if cell.data_type == "f"]
        assert any(hostile in str(cell.value) for cell in values)
        assert all(sheet.freeze_panes for sheet in book.worksheets[1:])
        return
    text = data.decode("utf-8")
    assert "Wlz 9.1.3a" in text
    if form == "html":
        page = Page()
        page.feed(text)
        names = [tag for tag, _ in page.tags]
        assert "script" not in names and names.count("h1") == 1 and names.count("table") == names.count("caption")
        assert dict(page.tags[0][1]) == {"lang": language}
        assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    elif form == "md":
        assert "<script" not in text.replace("\\<", "")
    else:
        assert not any(line.startswith("=") for line in text.splitlines())
        assert next(csv.reader(text.splitlines()))


def test_the_shipped_registry_lies_over_the_whole() -> None:
    result = run("--lane", "CIZ > Zorgkantoor", str(PLANNED), "--format", "json")
    assert result.exit_code == 0, result.output
    assert any(lane["exchanges"] for lane in json.loads(result.stdout)["lanes"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--lane", "CIZ"), "streepje"),
        (("--lane", "CIZ-"), "streepje"),
        (("--lane", "CIZ-NERGENS"), "streepje"),
        (("--lane", "CIZ-CAK", "--sender", "CIZ"), "--lane noemt al"),
        (("--sender", "Nergenshuizen"), "niet bekend"),
        (("--purpose", "nergens-goed-voor"), "niet bekend"),
        (("--mapping", "m.yaml"), "horen bij een register"),
        (("nergens.csv",), "bestaat niet"),
        (("--lane", "CIZ-CAK", "-o", "matrix.pdf"), "het einde van de naam"),
        (("--lane", "CIZ-CAK", "-o", "matrix"), "het einde van de naam"),
        (("--lane", "CIZ-CAK", "-o", "geen/map/matrix.md"), "kan niet worden geschreven"),
        (("--format", "pdf"), "kies uit"),
        ((str(PLANNED), "-o", str(PLANNED)), "zelf een bestand dat wordt gelezen"),
    ],
)
def test_bad_input_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    before = PLANNED.read_bytes()
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and result.stderr.count("\n") == 1
    assert PLANNED.read_bytes() == before


@pytest.mark.parametrize("text", ["WLZ-UITVOERDER-CIZ", "Wlz-uitvoerder → CIZ", "Wlz-uitvoerder > CIZ"])
def test_a_lane_is_read_whatever_hyphens_its_names_hold(text: str, pack: Pack) -> None:
    from checker.matrix import read_lane

    asked = read_question(*read_lane(text, pack), None, (), date.fromisoformat(AS_OF), pack)
    assert [str(end).rsplit("/", 1)[-1] for end in (asked.exporter, asked.importer)] == ["WLZ-UITVOERDER", "CIZ"]
