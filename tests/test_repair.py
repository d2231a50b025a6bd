"""Repair: every proposal reaches what it promises, no part of it can be left out, and no smaller set gets as far."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pandas
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, seed, settings
from rdflib import RDF
from strategies import COLUMNS, Row, rows

from checker import GrondslagError, Report, check
from checker.cli import main
from checker.model import LANGUAGES
from checker.pack import Pack
from checker.repair.changes import Change, applied
from checker.repair.checked import Checked
from checker.repair.declared import mending
from checker.repair.examine import Examined, examine, read_rows
from checker.repair.repairs import repairs
from checker.repair.search import level
from checker.reports.repair_text import repair_text
from checker.resources import repair_schema
from checker.vocabulary import GS, texts

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
AS_OF = "2026-11-23"
MOST_CHANGES = 12
ONE_RUN = settings(
    max_examples=1, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
Document = dict[str, Any]


def corpus(size: int) -> list[Row]:
    """Generated exchanges, the same every time; most of them have a fault."""
    found: list[Row] = []

    @seed(size)
    @settings(ONE_RUN, max_examples=size)
    @given(rows())
    def gather(row: Row) -> None:
        found.append(dict.fromkeys(COLUMNS, "") | row | {"id": f"E{len(found)}"})

    gather()
    return found


@pytest.fixture(scope="module")
def planned(pack: Pack) -> Report:
    return check(DATASETS / "planned.csv", pack, AS_OF)


def run(*words: str) -> Document:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code in (0, 1), result.output
    found: Document = json.loads(result.stdout)
    return found


def written(path: Path, registry: Sequence[Row]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(COLUMNS))
        writer.writeheader()
        writer.writerows(registry)
    return str(path)


def variants(exchange: Document) -> Iterator[tuple[list[Row], Document, bool]]:
    """Yield the rows of each proposal, what it promises, and whether it is whole; else a change was dropped."""
    for proposal in exchange["proposals"]:
        if "rows" in proposal:
            yield proposal["rows"], proposal["reaches"], True
            continue
        changes = proposal["changes"]
        for change in changes:
            assert exchange["declared"][change["field"]] == change["from"]
        for dropped in (None, *changes) if len(changes) > 1 else (None,):
            kept = {change["field"]: change["to"] for change in changes if change is not dropped}
            yield [exchange["declared"] | kept], proposal["reaches"], dropped is None


def hold_to_promises(size: int, folder: Path) -> tuple[int, int]:
    """Check every proposal on a corpus through the command line; return how many, and how many parts were dropped."""
    registry = written(folder / "registry.csv", corpus(size))
    told = run("repair", registry, "--format", "json", "--as-of", AS_OF)
    jsonschema.validate(told, json.loads(repair_schema().read_text(encoding="utf-8")))
    tried = [(exchange["id"], variant) for exchange in told["exchanges"] for variant in variants(exchange)]
    lines = [row | {"id": f"V{n}.{k}"} for n, (_, (of, _, _)) in enumerate(tried) for k, row in enumerate(of)]
    judged = run("check", written(folder / "tried.csv", lines), "--format", "json", "--as-of", AS_OF)
    answers = {exchange["id"]: exchange for exchange in judged["exchanges"]}
    weights = ["inapplicable", "pass", "undetermined", "violation"]
    for n, (exchange, (of, promised, whole)) in enumerate(tried):
        parts = [answers[f"V{n}.{k}"] for k in range(len(of))]
        outcomes = {f: max((part["outcomes"][f] for part in parts), key=weights.index) for f in promised["outcomes"]}
        if len(parts) == 1:
            reached = {"verdict": parts[0]["verdict"], "outcomes": outcomes}
        else:
            worst = "violation" if "violation" in outcomes.values() else "undetermined"
            reached = {"verdict": worst if worst in outcomes.values() else "no-objection", "outcomes": outcomes}
        assert (reached == promised) == whole, (exchange, of, reached, promised)
    return sum(whole for _, (_, _, whole) in tried), sum(not whole for _, (_, _, whole) in tried)


def test_every_proposal_reaches_what_it_promises(tmp_path: Path) -> None:
    proposals, parts = hold_to_promises(60, tmp_path)
    assert proposals > 20
    assert parts > 10


@pytest.mark.long
def test_every_proposal_reaches_what_it_promises_on_2000(tmp_path: Path) -> None:
    proposals, parts = hold_to_promises(2_000, tmp_path)
    assert proposals > 1_000
    assert parts > 500


def subsets(pool: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """Yield the sets of up to three changes that can go together: one that makes another exchange of it at most."""
    for size in (1, 2, 3):
        for chosen in combinations(pool, size):
            replacing = [change.column for change in chosen if change.into]
            if sum(change.remedy.another for change in chosen) < 2 and len(set(replacing)) == len(replacing):
                yield chosen


def no_smaller_set(count: int, size: int, pack: Pack) -> int:
    """Try all sets of up to three changes on this many exchanges of a corpus; return how many were tried."""
    report = check(pandas.DataFrame(corpus(size)), pack, AS_OF)
    source = report.source
    assert source is not None
    told = {(e["registry"], e["row"], e["id"]): e for e in repairs(source).document["exchanges"]}
    day, known = date.fromisoformat(AS_OF), frozenset(e.id for e in source.exchanges)
    seen = tried = 0
    for exchange, row, examined in zip(
        source.exchanges, source.rows(), examine(source.exchanges, pack, day, known), strict=True
    ):
        pool = list(dict.fromkeys(change for blocker in examined.blockers for change in blocker.offers))
        if not pool or len(pool) > MOST_CHANGES or seen == count:
            continue
        seen += 1
        sets = list(subsets(pool))
        cells = [applied(changes, exchange, pack) for changes in sets]
        read = read_rows([row | of for of in cells], [exchange] * len(cells), pack, source.names)
        kept = [(of, one) for of, one in zip(cells, read, strict=True) if one is not None]
        judged = list(examine([one for _, one in kept], pack, day, known))
        tried += len(judged)
        start = level(examined, examined, pack)
        reached: list[tuple[tuple[int, ...], int]] = [
            (level(answer, examined, pack), sum(text != row[code] for code, text in of.items()))
            for (of, _), answer in zip(kept, judged, strict=True)
        ]
        best = min((at for at, _ in reached), default=start)
        proposals = told[exchange.registry, exchange.row, exchange.id]["proposals"]
        if best >= start:
            continue
        smallest = min(cells for at, cells in reached if at == best)
        assert proposals, (row, best)
        promised = _level_of(proposals[0], row, exchange, examined, source)
        assert promised <= best, (row, promised, best)
        if promised == best:
            assert len(proposals[0]["changes"]) <= smallest, (row, proposals[0], smallest)
    assert seen == count
    return tried


def _level_of(proposal: Document, row: Row, exchange: Any, start: Examined, source: Checked) -> tuple[int, ...]:
    cells = row | {change["field"]: change["to"] for change in proposal["changes"]}
    (read,) = read_rows([cells], [exchange], source.pack, source.names)
    assert read is not None
    (judged,) = examine([read], source.pack, source.as_of, frozenset())
    return level(judged, start, source.pack)


@pytest.mark.long
def test_no_smaller_set_gets_as_far(pack: Pack) -> None:
    assert no_smaller_set(4, 25, pack) > 20


@pytest.mark.long
def test_no_smaller_set_gets_as_far_on_100(pack: Pack) -> None:
    assert no_smaller_set(100, 250, pack) > 2_000


ROW = {
    "id": "E1", "sender": "CIZ", "recipient": "SVB", "purpose": "kinderbijslag", "ground": "Wlz 9.1.3a lid 1",
    "data_categories": "bsn; geboortedatum-client", "start_date": "2026-01-01", "encrypted": "ja",
    "authenticated": "ja", "authorised": "ja",
}  # fmt: skip
"""A row in which all is in order."""


def repaired(pack: Pack, *rows_of: dict[str, str]) -> list[Document]:
    """Repair rows that are in order but for these cells."""
    registry = [ROW | cells | {"id": f"E{n}"} for n, cells in enumerate(rows_of, start=1)]
    found: list[Document] = check(pandas.DataFrame(registry).fillna(""), pack, AS_OF).repairs()["exchanges"]
    return found


PROPOSED: tuple[tuple[dict[str, str], dict[str, str], bool], ...] = (
    ({}, {}, False),
    (
        {"data_categories": "bsn; geboortedatum-client; stoornis-diagnose"},
        {"data_categories": "bsn; geboortedatum-client"},
        False,
    ),
    ({"encrypted": "nee"}, {"encrypted": "ja"}, True),
    ({"encrypted": "", "authorised": ""}, {"encrypted": "ja", "authorised": "ja"}, True),
    ({"ground": ""}, {"ground": "wlz-9.1.3a-1"}, False),
    ({"recipient": "Sociale verzekeringsbankk"}, {"recipient": "SVB"}, True),
)
"""Cells, the first proposal for them, and whether it supposes what is not known."""


def test_what_is_proposed(pack: Pack) -> None:
    exchanges = repaired(pack, *(cells for cells, _, _ in PROPOSED))
    for (cells, changes, supposes), found in zip(PROPOSED, exchanges, strict=True):
        first = found["proposals"][:1]
        assert {c["field"]: c["to"] for proposal in first for c in proposal["changes"]} == changes, cells
        assert [proposal["supposes"] for proposal in first] == ([supposes] if changes else []), cells
        assert all(proposal["reaches"]["verdict"] == "no-objection" for proposal in first), cells


def test_the_ground_of_an_overlay_is_proposed_where_the_old_one_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Beside the old one for what ran before, in its place too for what started after."""
    monkeypatch.chdir(tmp_path)
    lane = ("--sender", "ZORGKANTOOR", "--recipient", "CAK", "--purpose", "eigen-bijdrage", "--from", "2026-11-01")
    assert CliRunner().invoke(main, ["pack", "new", "new-law", *lane, "--lang", "en"]).exit_code == 0
    (tmp_path / "new-law" / "end.ttl").write_text(
        """@prefix gs: <https://w3id.org/grondslag/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/grondslag/version/wlz-9.1.2-1-g.2015-01-01> gs:validUntil "2026-10-31"^^xsd:date .""",
        encoding="utf-8",
    )
    row = {"sender": "ZORGKANTOOR", "recipient": "CAK", "purpose": "eigen-bijdrage", "ground": "wlz-9.1.2-1-g",
           "data_categories": "bsn;leveringsvorm", "encrypted": "ja", "authenticated": "ja", "authorised": "ja",
           }  # fmt: skip
    rows = [row | {"id": "E1", "start_date": "2025-01-01"}, row | {"id": "E2", "start_date": "2026-11-05"}]
    report = check(pandas.DataFrame(rows), "new-law", AS_OF)
    [finding, *_] = report.document["exchanges"][0]["findings"]
    assert finding["rule"] == "GL101" and "Possible: New law 1." in finding["remedy"]["en"]
    proposed = [
        {
            (change["to"], proposal["reaches"]["verdict"])
            for proposal in one["proposals"]
            for change in proposal["changes"]
        }
        for one in report.repairs()["exchanges"]
    ]
    beside, instead = ("wlz-9.1.2-1-g | new-law-1", "no-objection"), ("new-law-1", "no-objection")
    assert proposed == [{beside}, {beside, instead}]


def test_what_cannot_be_mended_is_said_from_the_facts(pack: Pack) -> None:
    cells = {"recipient": "CAK", "purpose": "marketing", "ground": "", "data_categories": "naam-client"}
    (refused,) = repaired(pack, cells)
    assert refused["proposals"] == []
    (reason,) = [o["text"] for o in refused["open"] if o["rule"] == "GR102"]
    assert "het CAK" in reason["nl"] and "‘werving en marketing’" in reason["nl"]
    assert "marketing" in reason["en"].lower()


def test_a_split_gives_two_exchanges_without_objection(pack: Pack) -> None:
    cells = {"sender": "ZORGAANBIEDER", "recipient": "ZORGKANTOOR", "purpose": "zorgplicht",
             "ground": "wlz-9.1.2-1-c", "data_categories": "bsn; geleverde-zorg; mutatie-zorg",
             "message": "AW35"}  # fmt: skip
    (found,) = repaired(pack, cells)
    splits = [proposal for proposal in found["proposals"] if "rows" in proposal]
    first, second = splits[0]["rows"]
    assert (first["message"], second["message"]) == ("AW35", "")
    assert (first["data_categories"], second["data_categories"]) == ("bsn; geleverde-zorg", "bsn; mutatie-zorg")
    for split in splits:
        assert split["supposes"]
        judged = check(pandas.DataFrame(split["rows"]), pack, AS_OF)
        assert list(judged.verdicts["verdict"]) == ["no-objection"] * 2
        assert [row["id"] for row in split["rows"]] == ["E1", "E1-2"]


def test_a_repeated_identifier_gets_one_of_its_own(planned: Report) -> None:
    document = planned.repairs("P26")
    proposed = [e["proposals"][0]["changes"] for e in document["exchanges"]]
    assert [[(c["field"], c["from"]) for c in changes] for changes in proposed] == [[("id", "P26")]] * 2
    assert proposed[0][0]["to"] != proposed[1][0]["to"]


def test_equal_exchanges_are_repaired_once(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    import checker.repair.search as searching

    asked: list[int] = []

    def counted(exchanges: Any, *rest: Any) -> Any:
        asked.append(len(exchanges))
        return examine(exchanges, *rest)

    monkeypatch.setattr(searching, "examine", counted)
    rows_of = pandas.read_csv(DATASETS / "planned.csv", dtype=str, keep_default_na=False).iloc[12:14]
    once = check(rows_of, pack, AS_OF).repairs()
    first = sum(asked)
    many = pandas.concat([rows_of.assign(kenmerk=rows_of["kenmerk"] + str(n)) for n in range(50)])
    again = check(many, pack, AS_OF).repairs()
    assert sum(asked) == 2 * first
    assert [e["proposals"] for e in again["exchanges"]] == 50 * [e["proposals"] for e in once["exchanges"]]


def test_a_row_that_means_several_exchanges(pack: Pack) -> None:
    row = {"id": "E1", "sender": "CIZ", "recipient": "SVB; CAK", "purpose": "kinderbijslag",
           "ground": "Wlz 9.1.3a lid 1", "data_categories": "bsn; stoornis-diagnose", "start_date": "2026-01-01",
           "encrypted": "ja", "authenticated": "ja", "authorised": "ja"}  # fmt: skip
    document = check(pandas.DataFrame([row]), pack, AS_OF).repairs()
    assert [(e["id"], e["declared"]["recipient"]) for e in document["exchanges"]] == [("E1/1", "SVB"), ("E1/2", "CAK")]


def test_text_fits_and_has_no_gaps(planned: Report) -> None:
    document = planned.repairs("P06", "P28", "P34", "P43")
    for language in LANGUAGES:
        for width in (60, 120):
            text = repair_text(document, language, width)
            assert max(map(len, text.splitlines())) <= width
            assert "{" not in text
            assert "[" not in text


def test_a_repaired_registry_marks_the_changes_and_leaves_the_original(tmp_path: Path) -> None:
    source = tmp_path / "register.csv"
    source.write_bytes((DATASETS / "planned.csv").read_bytes())
    target = tmp_path / "voorstel.csv"
    done = CliRunner().invoke(main, ["repair", str(source), "-o", str(target), "--as-of", AS_OF])
    assert done.exit_code == 0, done.output
    assert source.read_bytes() == (DATASETS / "planned.csv").read_bytes()
    with target.open(encoding="utf-8", newline="") as file:
        lines = {line["id"]: line for line in csv.DictReader(file)}
    assert lines["P06"]["gewijzigd"] == "gegevens"
    assert lines["P01"]["gewijzigd"] == lines["P19"]["gewijzigd"] == ""
    again = run("check", str(target), "--format", "json", "--as-of", AS_OF)
    assert {e["id"]: e["verdict"] for e in again["exchanges"]}["P06"] == "no-objection"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["register.csv", "-o", "register.csv"], "zelf een bestand dat wordt gelezen"),
        (["register.csv", "--id", "bestaat-niet"], "bestaat-niet"),
        (["weg.csv"], "weg.csv"),
        (["register.csv", "--as-of", "gisteren"], "gisteren"),
    ],
)
def test_refused(words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_bytes((DATASETS / "planned.csv").read_bytes())
    result = CliRunner().invoke(main, ["repair", *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_report_without_its_source_says_so(planned: Report) -> None:
    with pytest.raises(GrondslagError):
        Report(planned.document).repairs()
    assert Report(planned.document) == planned


def test_every_repair_is_said_in_both_languages_and_used(pack: Pack) -> None:
    declared = set(pack.graph.subjects(RDF.type, GS.Repair))
    assert declared == set(pack.graph.objects(None, GS.mendedBy))
    for node in declared:
        said = texts(pack.graph, node, GS.says)
        assert set(said) == set(LANGUAGES), node
        supposes = (node, GS.supposes, None) in pack.graph
        for language, word in (("nl", "als "), ("en", "if ")):
            assert not supposes or word in said[language].lower(), node


def test_every_rule_that_objects_can_be_mended_or_says_why_not(pack: Pack) -> None:
    said = mending(pack)
    for rule in pack.rules.values():
        if rule.outcome in ("violation", "undetermined"):
            assert said.remedies[rule.code] or set(said.unmended[rule.code]) == set(LANGUAGES), rule.code


def test_a_pack_whose_change_cannot_be_said_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "half"
    folder.mkdir()
    (folder / "pack.ttl").write_text(
        """@prefix gs: <https://w3id.org/grondslag/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <https://example.org/half> a owl:Ontology, gs:Pack ; owl:imports <https://w3id.org/grondslag/pack/iwlz> .
        <https://example.org/repair> a gs:Repair ; gs:weight "zwaar" ; gs:says "Doe iets."@nl .""",
        encoding="utf-8",
    )
    report = check(DATASETS / "messages.csv", str(folder), AS_OF)
    with pytest.raises(GrondslagError, match="gs:says"):
        report.repairs()
