"""How cells are parted and headers recognised."""

import pandas
import pytest

from checker import GrondslagError, check
from checker.model import Table
from checker.pack import Pack
from checker.terms import read_exchanges
from checker.terms.personal import eleven
from checker.terms.pieces import pieces

KNOWN = {"naam", "bsn", "stoornis en diagnose", "zorg (zzp, klasse)", "ministry of health, welfare and sport"}
AND = frozenset({"en", "and", "&", "+"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naam", ["naam"]),
        ("naam; bsn", ["naam", "bsn"]),
        ("naam, BSN en foo", ["naam", "BSN", "foo"]),
        ("naam\nbsn", ["naam", "bsn"]),
        ("naam/bsn", ["naam", "bsn"]),
        ("naam & bsn", ["naam", "bsn"]),
        ("stoornis en diagnose", ["stoornis en diagnose"]),
        ("bsn, stoornis en diagnose en naam", ["bsn", "stoornis en diagnose", "naam"]),
        ("zorg (zzp, klasse), naam", ["zorg (zzp, klasse)", "naam"]),
        ("zorg (zzp, rang)", ["zorg (zzp, rang)"]),
        ("Stichting Welzijn en Zorg", ["Stichting Welzijn en Zorg"]),
        ("naam en Stichting Welzijn en Zorg", ["naam", "Stichting Welzijn en Zorg"]),
        ("foo, bar", ["foo, bar"]),
        ("foo; bar", ["foo", "bar"]),
        ("foo, bar, naam", ["foo", "bar", "naam"]),
        ("Ministry of Health, Welfare and Sport and naam", ["Ministry of Health, Welfare and Sport", "naam"]),
        (" ;; ", []),
        ("en", ["en"]),
        ("naam en", ["naam en"]),
    ],
)
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text, lambda name: name.casefold() in KNOWN, AND, ";") == expected


def test_a_hostile_list_is_left_whole() -> None:
    text = "x," * 25_000
    assert pieces(text, lambda name: False, AND, ";") == [text]


ROW = {"id": "E1", "sender": "Zorgkantoor", "recipient": "CAK en CIZ", "purpose": "eigen-bijdrage; zorgplicht",
       "ground": "wlz-9.1.2-1-g", "data_categories": "bsn"}  # fmt: skip


def test_several_parties_and_purposes_are_several_exchanges(pack: Pack) -> None:
    report = check(pandas.DataFrame([ROW, ROW | {"id": "E2", "recipient": "CAK", "purpose": "zorgplicht"}]), pack)
    exchanges = report.document["exchanges"]
    assert [(e["id"], e["row"]) for e in exchanges] == [
        ("E1/1", 2), ("E1/2", 2), ("E1/3", 2), ("E1/4", 2), ("E2", 3),
    ]  # fmt: skip
    lanes = [
        {r["column"]: r["code"] for r in e["reading"] if r["column"] in ("recipient", "purpose")} for e in exchanges
    ]
    assert lanes[:4] == [
        {"recipient": "CAK", "purpose": "eigen-bijdrage"},
        {"recipient": "CAK", "purpose": "zorgplicht"},
        {"recipient": "CIZ", "purpose": "eigen-bijdrage"},
        {"recipient": "CIZ", "purpose": "zorgplicht"},
    ]
    assert report.document["registries"][0]["rows"] == 2
    assert report.document["registries"][0]["exchanges"] == 5


def test_each_of_several_is_judged_as_if_alone(pack: Pack) -> None:
    together = check(pandas.DataFrame([ROW]), pack).document["exchanges"]
    alone = [
        check(pandas.DataFrame([ROW | {"recipient": recipient, "purpose": purpose}]), pack).document["exchanges"][0]
        for recipient in ("CAK", "CIZ")
        for purpose in ("eigen-bijdrage", "zorgplicht")
    ]
    assert [e["outcomes"] for e in together] == [e["outcomes"] for e in alone]


def test_headers_by_any_name(pack: Pack) -> None:
    header = ("Kenmerk", "VERSTREKKER ", "Ontvanger", "doel", "data categories", "start-date", "Afdeling", "")
    table = Table("t", "", header, ((2, ("E1", "CIZ", "CAK", "zorgplicht", "bsn", "2025-01-01", "ICT", "x")),))
    registry = read_exchanges(table, pack)
    assert [(c.header, c.column) for c in registry.columns] == list(
        zip(
            header,
            ("id", "sender", "recipient", "purpose", "data_categories", "start_date", "", ""),
            strict=True,
        )
    )
    assert registry.exchanges[0].cells["Afdeling"] == "ICT"
    assert registry.exchanges[0].cells["[8]"] == "x"


def test_a_synonym_and_a_header_of_one_column_are_refused(pack: Pack) -> None:
    table = Table("t", "", ("id", "sender", "recipient", "purpose", "data_categories", "verstrekker"), ())
    with pytest.raises(GrondslagError, match="same column"):
        read_exchanges(table, pack)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("111222333", True), ("1112.22.333", True), ("111222334", False), ("000000000", False), ("12345678", False),
    ],
)  # fmt: skip
def test_eleven(text: str, found: bool) -> None:
    assert eleven(text) is found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bel 06-12345678", "telephone"), ("+31 6 1234 5678", "telephone"), ("(020) 1234567", ""),
        ("jan@example.org", "email"), ("BSN 111222333", "national-number"), ("zaak 111222334", ""),
        ("op 01-02-2025 en 2025-03-01", ""), ("nummer 0612345678901234", ""),
    ],
)  # fmt: skip
def test_personal_data_is_named_and_not_repeated(pack: Pack, text: str, code: str) -> None:
    exchange = check(pandas.DataFrame([ROW | {"recipient": "CAK", "remark": text}]), pack).document["exchanges"][0]
    found = [f for f in exchange["findings"] if f["rule"] == "RG301"]
    assert [v["code"] for f in found for v in f["values"]] == ([code] if code else [])
    for finding in found:
        assert "remark" in finding["message"]["nl"]
        assert not any(character.isdigit() or character == "@" for character in finding["message"]["nl"])
