"""The HTML report, as far as it can be tested without a browser; tests/browser opens it."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas
import pytest

from checker import Report, check
from checker.pack import Pack
from checker.readers.text import clean
from checker.reports.html import page, to_html
from checker.reports.html.data import as_script, page_data

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = Path(__file__).parent / "html.report.json"
"""A small report with all that a report may hold, frozen: what the pack says of its rows may change."""
AS_OF = "2026-11-23"

HOSTILE = {
    "script": "</script><script>document.title='taken'</script>",
    "comment": "<!--<script>",
    "tag": "<img src=x onerror=\"document.title='taken'\">",
    "quotes": "\"'`&amp;&lt;",
    "bidi": "\u202egnp.exe\u2066",
    "formula": '=HYPERLINK("http://example.org")',
    "lines": "een\nregel\r\ten\u2028nog\u2029een",
    "long": "Ω" * 50_000,
    "template": "{{ 7 * 7 }} ${7 * 7} {% raw %}",
    "prototype": "__proto__",
}


class Scripts(HTMLParser):
    """Gather the elements of a page, and the text of its scripts and style."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside][-1] += data


def parsed(html: str) -> Scripts:
    found = Scripts()
    found.feed(html)
    return found


def embedded(html: str) -> dict[str, Any]:
    found = parsed(html)
    data: dict[str, Any] = json.loads(found.texts["script"][1])
    return data


@pytest.fixture(scope="module")
def planned(pack: Pack) -> Report:
    return check(ROOT / "datasets" / "iwlz" / "planned.csv", pack, AS_OF)


def test_same_input_same_bytes(planned: Report) -> None:
    again = Report(json.loads(planned.to_json()))
    assert to_html(again, "nl") == to_html(planned, "nl")


def test_nothing_is_fetched(planned: Report) -> None:
    """The only addresses are links to click on, and the policy in the page forbids the rest."""
    found = parsed(to_html(planned, "nl"))
    assert not {tag for tag, _ in found.elements} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in found.elements:
        assert "src" not in attributes and "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
    style = "".join(found.texts["style"])
    assert "url(" not in style.replace("url(#", "") and "@import" not in style


def test_policy_names_what_is_inside(planned: Report) -> None:
    found = parsed(to_html(planned, "nl"))
    (policy,) = (a["content"] for tag, a in found.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for text in (*found.texts["style"], *found.texts["script"][2:]):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_every_word_is_in_both_languages() -> None:
    words = json.loads((Path(page.__file__).parent / "words.json").read_text(encoding="utf-8"))
    for key, texts in words.items():
        assert set(texts) == {"nl", "en"} and all(texts.values()), key
        names = [set(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert names[0] == names[1], key


def test_every_word_is_used() -> None:
    folder = Path(page.__file__).parent
    files = [folder / "page.html", *(folder / "script").glob("*.js")]
    used = "\n".join(path.read_text(encoding="utf-8") for path in files)
    for key in json.loads((folder / "words.json").read_text(encoding="utf-8")):
        assert f'"{key}"' in used or f"words.{key}" in used or key.startswith(("how_", "value_", "kind_")), key


def test_all_is_in_the_data(planned: Report) -> None:
    data = embedded(to_html(planned, "nl"))
    assert len(data["exchanges"]) == len(planned.document["exchanges"])
    for told, exchange in zip(data["exchanges"], planned.document["exchanges"], strict=True):
        id_, _, row, verdict, _, headers, cells, readings, outcomes, findings, fingerprints, _, _, _ = told
        assert (id_, row, verdict) == (exchange["id"], exchange["row"], exchange["verdict"])
        assert dict(zip(data["headers"][headers], cells, strict=True)) == exchange["input"]
        assert [data["readings"][place] for place in readings] == exchange["reading"]
        assert data["outcomes"][outcomes] == exchange["outcomes"]
        for place, fingerprint, finding in zip(findings, fingerprints, exchange["findings"], strict=True):
            shared = dict(data["findings"][place])
            shared["sources"] = [data["sources"][at] for at in shared["sources"]]
            assert shared | {"fingerprint": fingerprint} == finding


def test_equal_findings_stand_once(planned: Report) -> None:
    document = planned.document | {"exchanges": planned.document["exchanges"] * 50}
    once, often = page_data(planned.document, {}), page_data(document, {})
    assert once["findings"] == often["findings"] and once["sources"] == often["sources"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text(kind: str, pack: Pack) -> None:
    text = HOSTILE[kind]
    row = dict.fromkeys(("id", "sender", "recipient", "purpose", "ground", "data_categories"), text)
    html = to_html(check(pandas.DataFrame([row | {text: text}]), pack, AS_OF), "nl")
    harmless = to_html(check(pandas.DataFrame([dict.fromkeys(row, "woord") | {"kop": "woord"}]), pack, AS_OF), "nl")
    assert [tag for tag, _ in parsed(html).elements if tag in ("script", "img")] == ["script"] * 4
    assert len(parsed(html).elements) == len(parsed(harmless).elements)
    assert clean(text).strip() in embedded(html)["exchanges"][0][6]  # with line ends as in a file


def test_data_cannot_end_its_element() -> None:
    told = as_script({"text": "</script><!-- & \u2028 \ud800"})
    assert not set("<>&\u2028") & set(told)
    told.encode()
    assert json.loads(told)["text"].startswith("</script><!-- & \u2028")


def test_beyond_what_a_page_holds(planned: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and shows every finding that differs, how often it occurs, and where."""
    monkeypatch.setattr(page, "MOST_EXCHANGES", 44)
    html = to_html(planned, "en")
    assert "This report has 45 exchanges; a page like this holds at most 44" in html
    data = embedded(html)
    assert data["exchanges"] == []
    shared = page_data(planned.document, {})["findings"]
    assert html.split("<script")[0].count('<article class="finding') == len(shared)
    assert "filter-q" not in html.split("<script")[0]


def test_beyond_in_characters(planned: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_CHARACTERS", 1_000)
    assert embedded(to_html(planned, "en"))["exchanges"] == []


def test_an_empty_registry(pack: Pack) -> None:
    columns = ["id", "sender", "recipient", "purpose", "ground", "data_categories"]
    html = to_html(check(pandas.DataFrame(columns=columns), pack, AS_OF), "nl")
    assert "Het register bevat geen uitwisselingen." in html


def test_without_script_the_counts_are_there(planned: Report) -> None:
    html = to_html(planned, "nl").split("<script")[0]
    for count in planned.document["summary"]["verdicts"].values():
        assert f'<span class="count"><span lang="nl">{count}</span>' in html
    assert "<noscript>" in html


def test_the_licences_of_what_is_inside_are_in_it(planned: Report) -> None:
    html = to_html(planned, "nl")
    for library in ("lit-html", "d3-sankey", "@tanstack/table-core"):
        assert f"\n{library} " in html
    assert "Permission is hereby granted" in html and "Redistribution and use" in html


def test_notebook_shows_summary_and_table(planned: Report) -> None:
    html = planned._repr_html_()
    assert "<li>17 in strijd met een regel</li>" in html
    assert html.count("<tr") == 46
    assert all(exchange["id"] in html for exchange in planned.document["exchanges"])


def test_notebook_escapes(pack: Pack) -> None:
    row = dict.fromkeys(("id", "sender", "recipient", "purpose", "ground", "data_categories"), HOSTILE["tag"])
    html = check(pandas.DataFrame([row] * 100), pack, AS_OF)._repr_html_()
    assert "<img" not in html and "&lt;img" in html
    assert "de eerste 60 van 100" in html
