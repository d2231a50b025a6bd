"""The forms of an assessment: what a reader gets of it, that it can be renewed, and that bad input changes nothing."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from checker.cli import main
from checker.reports.dpia.docx.build import to_docx
from checker.reports.dpia.docx.grid import MOST_COLUMNS
from checker.reports.dpia.docx.package import LARGE
from checker.reports.dpia.drawing import draw
from checker.reports.dpia.flows import MOST_ASIDE, MOST_FLOWS, largest
from checker.reports.dpia.markdown import to_markdown
from checker.reports.dpia.mermaid import chart
from checker.reports.dpia.page import to_html

AS_OF = "2026-11-23"
HEAD = "id,sender,recipient,purpose,ground,data_categories,encrypted,authenticated,authorised,description"
HOSTILE = "<script>alert(1)</script>|`x`"
ROWS = (
    "E1,ZORGKANTOOR,CAK,eigen-bijdrage,wlz-9.1.2-1-g,bsn;naam-client,ja,ja,ja,",
    "E2,CIZ,CAK,eigen-bijdrage,wlz-9.1.2-1-c,bsn;diagnose,nee,ja,ja,Eerste proef",
    f"=1+1,CIZ,{HOSTILE},zorgplicht,,{HOSTILE},,,,=1+1",
)
MINE = "Wij schreven dit zelf, na overleg."


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["dpia", *words, "--as-of", AS_OF])


def written(folder: Path, *rows: str) -> str:
    path = folder / "register.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    registry = written(folder, *ROWS)
    for form in ("docx", "json"):
        result = run(registry, "-o", str(folder / f"dpia.{form}"))
        assert (result.exit_code, result.output) == (0, "")
    document = json.loads((folder / "dpia.json").read_text(encoding="utf-8"))
    (folder / "dpia.html").write_text(to_html(document), encoding="utf-8")
    (folder / "dpia.md").write_text(to_markdown(document), encoding="utf-8")
    return folder


def paragraphs(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def styled(document: WordDocument, style: str) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.style is not None and str(p.style.name).startswith(style)]


def answer_below(document: WordDocument, words: str, text: str) -> None:
    """Answer a question as a person does: in the paragraph below it, and one more."""
    question = next(p for p in styled(document, "Grondslag question") if words in p.text)
    below = document.paragraphs[[p._p for p in document.paragraphs].index(question._p) + 1]
    below.text = text
    below.insert_paragraph_before("En dit erbij.")


# What a reader gets


def test_text_of_a_registry_is_no_markup_and_no_formula(made: Path) -> None:
    page = (made / "dpia.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count('<img src="data:image/png;base64,') == 1 and 'alt="Stroomschema. Van' in page
    text = (made / "dpia.md").read_text(encoding="utf-8")
    assert "script" in text and not re.search(r"(?<!\\)<script|(?<!\\)`x", text)
    document = docx.Document(str(made / "dpia.docx"))
    shown = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(HOSTILE in cell for cell in shown)
    assert "<script>" not in document.element.xml


def test_a_word_document_is_accessible(made: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    assert document.core_properties.title and document.core_properties.language == "nl-NL"
    headings = [p.text for p in styled(document, "Heading")]
    for title in ("A. Beschrijving kenmerken gegevensverwerkingen", "1. Voorstel", "17. Maatregelen"):
        assert title in headings
    assert document.tables
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None
        assert next(table.rows[0]._tr.iter(qn("w:tblHeader")), None) is not None
        assert all(cell.text for cell in table.rows[0].cells)
        assert len(table.columns) <= MOST_COLUMNS + 1
    (risks,) = [
        table for table in document.tables if len(table.columns) == 6 and table.rows[0].cells[1].text == "Risico"
    ]
    assert [cell.text for cell in risks.rows[0].cells][2] == "Wat er is gevonden"
    assert all("\nHerkomst: regel " in row.cells[2].text for row in risks.rows[1:])
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert pictures and all("Zorgkantoor naar" in picture.get("descr") for picture in pictures)


def test_the_same_registry_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    assert run(str(made / "register.csv"), "-o", str(tmp_path / "again.docx")).exit_code == 0
    assert (tmp_path / "again.docx").read_bytes() == (made / "dpia.docx").read_bytes()


# The drawing of the flows

BOX, ARROW = re.compile(r'p\d+\["([\w .,()“”‘’…–-]|#\d+;)+"\]'), re.compile(r"p\d+ -->\|\d+\| p\d+")


def charts(text: str) -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"^```mermaid\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def test_markdown_draws_the_flows_above_their_table(made: Path) -> None:
    text = (made / "dpia.md").read_text(encoding="utf-8")
    ((kind, title, told, *lines),) = charts(text)
    assert (kind, title.strip()) == ("flowchart LR", "accTitle: Stromen van gegevens")
    assert "aantal uitwisselingen" in told
    assert text.index("```mermaid") < text.index("**Tabel 10. Stromen van gegevens**")
    assert [line for line in lines if not BOX.fullmatch(line.strip()) and not ARROW.fullmatch(line.strip())] == []
    assert sum("-->" in line for line in lines) == 3 and any('["Zorgkantoor"]' in line for line in lines)


@pytest.mark.parametrize("name", [
    "```", "`x`", '"]; click p1 "javascript:alert(1)"', "%%{init: {}}%%", "<img src=x onerror=alert(1)>", "a\nend\n```",
    "#quot;#60;script#62;", "_x_ **y** [z](http://w)", "\u202eabc\x00", "p1 --> p2", "@iemand", "x" * 500,
])  # fmt: skip
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_name_of_a_party_means_anything_in_a_chart(name: str, language: str) -> None:
    made = chart([(name, "CAK", 1), ("CIZ", name, 2)], "Stromen", language)
    ((_, _, _, *lines),) = charts(made + "\n")
    assert len(lines) == 5 and all(BOX.fullmatch(line.strip()) for line in lines[:3])
    assert all(ARROW.fullmatch(line.strip()) for line in lines[3:])


def test_of_many_flows_the_largest_are_drawn_and_the_reader_is_told(made: Path) -> None:
    flows = [(f"a{n % 30}", f"b{n}", n) for n in range(200)]
    drawn = largest(flows)
    assert len(drawn) <= MOST_FLOWS and drawn == tuple(sorted(drawn, key=lambda flow: flow[2]))
    assert drawn[-1] == flows[-1] and len({other for _, other, _ in drawn}) == MOST_ASIDE
    assert draw(drawn).startswith(b"\x89PNG")
    document = json.loads((made / "dpia.json").read_text(encoding="utf-8"))
    (table,) = [t for part in document["parts"] for s in part["sections"] for t in s["tables"] if t["drawn"]]
    row = table["rows"][0]
    table["rows"] = [
        row | {"cells": [[{"nl": one, "en": one}], [{"nl": other, "en": other}], *row["cells"][2:]]}
        for one, other, _ in flows
    ]
    for told in (to_markdown(document), to_html(document), docx_text(to_docx(document))):
        assert "Getekend zijn de 24 stromen met de meeste uitwisselingen; alle 200 staan" in told


def docx_text(data: bytes) -> str:
    return "\n".join(paragraphs(docx.Document(io.BytesIO(data))))


# Renewing a Word document


def renewed(old: Path, registry: str, new: Path) -> WordDocument:
    result = run(registry, "--update", str(old), "-o", str(new))
    assert (result.exit_code, result.output) == (0, "")
    return docx.Document(str(new))


def test_what_people_wrote_survives(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    answer_below(document, "Welke belangen", MINE)
    heading = next(p for p in document.paragraphs if p.text == "7. Belangen bij de gegevensverwerkingen")
    heading.insert_paragraph_before("Een eigen alinea voor paragraaf 7.")
    document.save(str(tmp_path / "edited.docx"))
    now = renewed(tmp_path / "edited.docx", str(made / "register.csv"), tmp_path / "now.docx")
    assert paragraphs(now).count(MINE) == 1 and paragraphs(now).count("En dit erbij.") == 1
    assert "Een eigen alinea voor paragraaf 7." in paragraphs(now)
    assert any("is hetzelfde als op 23 november 2026" in text for text in paragraphs(now))
    before = [text for text in paragraphs(document) if text]
    assert [text for text in paragraphs(now) if text and "is hetzelfde als" not in text] == before
    twice = renewed(tmp_path / "now.docx", str(made / "register.csv"), tmp_path / "twice.docx")
    assert paragraphs(twice) == paragraphs(now)


def test_the_answers_go_along_into_json(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    answer_below(document, "Welke belangen", MINE)
    document.save(str(tmp_path / "edited.docx"))
    registry = str(made / "register.csv")
    assert run(registry, "--update", str(tmp_path / "edited.docx"), "-o", str(tmp_path / "a.json")).exit_code == 0
    assert run(registry, "--update", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.json")).exit_code == 0
    told = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    answers = {q["code"]: q["answer"] for p in told["parts"] for s in p["sections"] for q in s["questions"]}
    assert {code: text for code, text in answers.items() if text} == {"7-interests": f"En dit erbij.\n{MINE}"}


def test_a_changed_registry_is_marked_where_it_changed_in_the_same_file(made: Path, tmp_path: Path) -> None:
    registry = written(tmp_path, ROWS[0], ROWS[1].replace("Eerste", "Tweede"), ROWS[2])
    document = docx.Document(str(made / "dpia.docx"))
    answer_below(document, "Wat is het voorstel", MINE)
    document.save(str(tmp_path / "edited.docx"))
    # In its own place: the file that is renewed is the one that is written.
    now = renewed(tmp_path / "edited.docx", registry, tmp_path / "edited.docx")
    (told,) = [text for text in paragraphs(now) if text.startswith("Gewijzigd sinds")]
    assert told.startswith("Gewijzigd sinds 23 november 2026, in: 1. Voorstel.")
    marked = [row.cells for table in now.tables for row in table.rows if row.cells[0].text.startswith("gewijzigd: ")]
    assert [[cells[0].text, cells[-1].text] for cells in marked] == [["gewijzigd: E2", "“Tweede proef”"]]
    assert MINE in paragraphs(now)
    assert sum("kijk het na" in text for text in paragraphs(now)) == 1


def test_what_was_changed_by_hand_in_a_filled_in_part_is_set_aside(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    next(p for p in document.paragraphs if p.text.startswith("Tussen aanhalingstekens")).text = MINE
    document.save(str(tmp_path / "edited.docx"))
    now = renewed(tmp_path / "edited.docx", str(made / "register.csv"), tmp_path / "now.docx")
    assert paragraphs(now).count(MINE) == 1
    assert sum(text.startswith("Tussen aanhalingstekens") for text in paragraphs(now)) == 1
    assert sum("met de hand gewijzigd" in text for text in paragraphs(now)) == 1


def test_a_section_that_was_removed_is_not_put_back(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    body = document.element.body
    blocks = list(body)
    (first,) = [
        n for n, b in enumerate(blocks) if b.tag == qn("w:p") and b.xpath(".//w:bookmarkStart[@w:name='gs_from_10']")
    ]
    (last,) = [
        n for n, b in enumerate(blocks) if b.tag == qn("w:p") and b.xpath(".//w:bookmarkStart[@w:name='gs_until_10']")
    ]
    for block in blocks[first : last + 1]:
        body.remove(block)
    document.save(str(tmp_path / "edited.docx"))
    result = run(
        str(made / "register.csv"), "--update", str(tmp_path / "edited.docx"), "-o", str(tmp_path / "now.docx")
    )
    assert result.exit_code == 0 and "10. Bewaartermijnen" in result.stderr
    assert not [text for text in paragraphs(docx.Document(str(tmp_path / "now.docx"))) if "Looptijd" in text]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_what_people_wrote_in_libreoffice_survives(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "dpia.docx"))
    answer_below(document, "Welke belangen", MINE)
    document.save(str(tmp_path / "dpia.docx"))
    (tmp_path / "saved").mkdir()
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
               "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(tmp_path / "dpia.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved = tmp_path / "saved" / "dpia.docx"
    assert saved.read_bytes() != (tmp_path / "dpia.docx").read_bytes()
    registry = written(tmp_path, ROWS[0], ROWS[1].replace("Eerste", "Tweede"), ROWS[2])
    now = renewed(saved, registry, tmp_path / "now.docx")
    assert MINE in paragraphs(now) and "En dit erbij." in paragraphs(now)
    assert not [text for text in paragraphs(now) if "met de hand gewijzigd" in text]
    (told,) = [text for text in paragraphs(now) if text.startswith("Gewijzigd sinds")]
    assert told.startswith("Gewijzigd sinds 23 november 2026, in: 1. Voorstel.")


# Bad input


def archive(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def not_ours() -> bytes:
    data = io.BytesIO()
    docx.Document().save(data)
    return data.getvalue()


OTHERS = {
    "a document that is not ours": (not_ours, "geen DPIA die met grondslag dpia is gemaakt"),
    "an archive that is no document": (lambda: archive(readme=b"x"), "geen DPIA die met grondslag dpia is gemaakt"),
    "a bomb": (lambda: archive(**{"word__document.xml": b" " * (LARGE + 1)}), "groter dan wordt gelezen"),
    "entities": (
        lambda: archive(**{"word__document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "geen leesbaar Word-document",
    ),
    "another JSON": (lambda: b'{"schema": "grondslag-report/1"}', "geen DPIA die met grondslag dpia is gemaakt"),
    "text": (lambda: b"Beste mensen", "geen DPIA die met grondslag dpia is gemaakt"),
    "nothing": (lambda: b"", "geen DPIA die met grondslag dpia is gemaakt"),
    "nesting without end": (lambda: b"[" * 100_000, "geen DPIA die met grondslag dpia is gemaakt"),
}  # fmt: skip


def refused(result: Any, said: str) -> None:
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_ours_is_refused_and_left_alone(name: str, made: Path, tmp_path: Path) -> None:
    make, said = OTHERS[name]
    old = tmp_path / "old.docx"
    old.write_bytes(make())
    before = old.read_bytes()
    refused(run(str(made / "register.csv"), "--update", str(old), "-o", str(old)), said)
    assert old.read_bytes() == before


def test_a_day_that_does_not_exist_is_refused(made: Path, tmp_path: Path) -> None:
    told = json.loads((made / "dpia.json").read_text(encoding="utf-8")) | {"as_of": "2026-99-99"}
    (tmp_path / "old.json").write_text(json.dumps(told), encoding="utf-8")
    result = run(str(made / "register.csv"), "--update", str(tmp_path / "old.json"))
    refused(result, "of is beschadigd (bij as_of)")


def test_a_broken_one_is_refused(made: Path, tmp_path: Path) -> None:
    whole = (made / "dpia.docx").read_bytes()
    old, out = tmp_path / "old.docx", tmp_path / "out.docx"
    out.write_bytes(b"mine")
    for data in (whole[: len(whole) // 2], whole[:20_000] + b"\x00" * 400 + whole[20_400:]):
        old.write_bytes(data)
        refused(run(str(made / "register.csv"), "--update", str(old), "-o", str(out)), "geen leesbaar Word-document")
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--id", "E1", "--id", "E9"), "staan niet in het register: “E9”"),
        (("--id", "E1", "--sender", "CIZ"), "Geen enkele uitwisseling"),
        (("--purpose", "reclame-nee"), "niet bekend als doel"),
        (("--sender", "Nergenshuizen"), "niet bekend als verstrekker"),
        (("--update", "nergens.docx"), "kan niet worden gelezen"),
        (("--format", "pdf"), "kies uit"),
        ((), "een bestand dat wordt gelezen"),
    ],
)
def test_bad_words_are_one_sentence_and_overwrite_nothing(
    words: tuple[str, ...], said: str, made: Path, tmp_path: Path
) -> None:
    registry = Path(written(tmp_path, *ROWS))
    out = tmp_path / "out.docx"
    out.write_bytes(b"mine")
    before = registry.read_bytes()
    refused(run(str(registry), *words, "-o", str(out if words else registry)), said)
    assert out.read_bytes() == b"mine" and registry.read_bytes() == before


def test_another_language_is_refused(made: Path, tmp_path: Path) -> None:
    result = run(
        str(made / "register.csv"), "--update", str(made / "dpia.docx"), "--lang", "en", "-o", str(tmp_path / "x.docx")
    )
    refused(result, "is in another language (nl)")
