"""The HTML report as its reader meets it: filtered, searched, opened, followed, translated, printed, by keyboard."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest

from browser.conftest import AS_OF, Open
from checker import Report, check
from checker.pack import Pack
from checker.readers.text import clean
from checker.reports.html import page as html_page

# One browser at a time, whatever the number of cores.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser")]

Reports = Callable[[int], Report]
SIZES = (3, 50, 10_000)


def count(page: Any) -> int:
    """The number of exchanges that the page says it shows."""
    return int(re.sub(r"\D", "", page.locator("#count").inner_text().split("van")[0].split(" of ")[0]))


def expected(report: Report, test: Callable[[dict[str, Any]], bool]) -> int:
    return sum(map(test, report.document["exchanges"]))


def codes(exchange: dict[str, Any], column: str) -> set[str]:
    return {reading["code"] for reading in exchange["reading"] if reading["column"] == column} or {"?"}


@pytest.mark.parametrize("size", SIZES)
def test_filters(size: int, reports: Reports, opened: Open) -> None:
    report = reports(size)
    page = opened(report)
    assert count(page) == size
    page.select_option("#filter-verdict", "violation")
    assert count(page) == expected(report, lambda e: e["verdict"] == "violation") > 0
    page.select_option("#filter-rule", "VW105")
    assert count(page) == expected(report, lambda e: any(f["rule"] == "VW105" for f in e["findings"])) > 0
    page.locator("[data-remove='*']").click()
    assert count(page) == size
    page.select_option("#filter-party", "CIZ")
    assert count(page) == expected(report, lambda e: "CIZ" in codes(e, "sender") | codes(e, "recipient")) > 0
    page.locator("[data-remove=party]").click()
    page.locator("details.more summary").click()
    page.select_option("[data-name='in.ground']", "wlz-9.1.2-2")
    assert count(page) == expected(report, lambda e: "wlz-9.1.2-2" in codes(e, "ground")) > 0
    page.select_option("[data-name='in.ground']", "")
    page.select_option("#filter-outcome", "necessity:undetermined")
    assert count(page) == expected(report, lambda e: e["outcomes"]["necessity"] == "undetermined") > 0


@pytest.mark.parametrize("size", SIZES)
def test_a_cell_of_a_table_filters(size: int, reports: Reports, opened: Open) -> None:
    page = opened(reports(size))
    for kind in (
        ".matrix button >> nth=0",
        "[data-filter=outcome] >> nth=0",
        "[data-filter=rule] >> nth=0",
        "[data-filter=scope] >> nth=0",
    ):
        cell = page.locator(kind)
        told = int(re.sub(r"\D", "", cell.inner_text().split(",")[0]))
        cell.click()
        assert count(page) == told
        assert cell.get_attribute("aria-pressed") == "true"
        cell.click()
        assert count(page) == size


def test_a_flow_of_the_drawing_filters(reports: Reports, opened: Open) -> None:
    report = reports(3)
    page = opened(report)
    page.locator("#drawing path.link-line").first.dispatch_event("click")
    assert 0 < count(page) < 3
    assert page.locator("#drawing text").count() == 6


@pytest.mark.parametrize("size", SIZES)
def test_search(size: int, reports: Reports, opened: Open) -> None:
    page = opened(reports(size))
    for sought in ("verzekerde onderzoek", "VERZEKERDE", "P31"):
        page.fill("#filter-q", sought)
        page.wait_for_function("sought => location.hash.includes(new URLSearchParams({q: sought}))", arg=sought)
        assert 0 <= count(page) < size
    assert page.locator("tbody th.id").first.inner_text().endswith("P31")
    page.fill("#filter-q", "bestaat niet")
    page.wait_for_selector("text=Geen uitwisseling past bij deze filters.")
    assert count(page) == 0


def test_an_exchange_opens_and_leads_to_the_article(reports: Reports, opened: Open) -> None:
    report = reports(3)
    exchange = report.document["exchanges"][0]
    page = opened(report)
    page.locator("[data-open='0']").click()
    detail = page.locator("#detail-0")
    for finding in exchange["findings"]:
        if not finding["follows_from"]:
            told = detail.locator("article.finding", has_text=finding["message"]["nl"]).first
            assert finding["remedy"]["nl"] in told.inner_text()
            links = told.locator("> dl a")
            assert [link.get_attribute("href") for link in links.all()] == [s["url"] for s in finding["sources"]]
            assert [link.inner_text() for link in links.all()] == [s["citation"] for s in finding["sources"]]
    consequence = next(f for f in exchange["findings"] if f["follows_from"])
    folded = detail.locator("article.finding article.finding", has_text=consequence["message"]["nl"])
    assert not folded.is_visible()
    detail.locator("article.finding summary").click()
    assert folded.is_visible()
    assert exchange["findings"][0]["fingerprint"] in detail.inner_text()
    assert detail.locator(".cells tbody tr").count() == sum(cell != "" for cell in exchange["input"].values())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_exchange_shows_its_proposals_and_its_proof(lang: str, reports: Reports, opened: Open) -> None:
    document = reports(3).document
    exchange = document["exchanges"][0]
    page = opened(reports(3), lang, state="#open=0")
    repair = page.locator("#detail-0 .repair")
    for proposal in document["repairs"][exchange["repair"]]["proposals"]:
        assert proposal["texts"][0][lang] in repair.inner_text()
    assert document["repairs"][exchange["repair"]]["open"][0]["text"][lang] in repair.inner_text()
    proof = page.locator("#detail-0 .proof")
    assert proof.locator("details.family").count() == len(document["proofs"][0]["families"])
    assert not proof.locator(".steps").count()  # laid out only when a family is opened
    conditions = next(f for f in document["proofs"][0]["families"] if f["family"] == "conditions")
    proof.locator("details.family > summary", has_text=conditions["label"][lang].capitalize()).click()
    proof.locator(".steps").first.wait_for()  # the browser tells a moment later that it was opened
    rule = next(step for step in conditions["steps"] if step["kind"] == "derived")
    below = next(step for step in rule["steps"] if step["show"] == "whole")
    assert rule["text"][lang] in proof.inner_text() and below["text"][lang] in proof.inner_text()
    deeper = below["steps"][0]["text"][lang]
    assert deeper not in proof.inner_text()
    proof.locator("[data-steps]").click()
    assert deeper in proof.inner_text()
    proof.locator("[data-steps]").click()
    assert not proof.locator(".steps").count()


def test_a_step_leads_to_the_one_it_refers_to(reports: Reports, opened: Open) -> None:
    page = opened(reports(3), state="#open=0")
    page.locator("[data-steps]").click()
    link = page.locator("button[data-step]").first
    step = link.get_attribute("data-step")
    link.click()
    told = page.evaluate("document.activeElement.id")
    assert told == f"step-0-{step}" and page.locator(f"#{told}").is_visible()


def test_a_proof_by_keyboard(reports: Reports, opened: Open) -> None:
    page = opened(reports(3), "en", state="#open=0")
    page.locator("details.family > summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".steps summary")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.steps summary')")
    page.keyboard.press("Space")
    assert not page.evaluate("document.activeElement.parentElement.open")


def test_what_the_report_does_not_hold_can_be_asked_for(reports: Reports, opened: Open) -> None:
    page = opened(reports(50), state="#open=3")
    shown = page.locator("#detail-3").inner_text()
    assert "grondslag explain REGISTER --id KENMERK" in shown and "grondslag check REGISTER --proposals" in shown
    page.locator("[data-lang=en]").click()
    assert "grondslag repair REGISTRY --id IDENTIFIER" in page.locator("#detail-3").inner_text()


def test_a_proof_is_printed_where_it_is_open(reports: Reports, opened: Open, tmp_path: Path) -> None:
    reader = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install .[verify]")
    sizes = {}
    for state in ("", "#open=0"):
        page = opened(reports(3), state=state)
        page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
        text = "".join(sheet.extract_text() for sheet in reader.PdfReader(tmp_path / "report.pdf").pages)
        sizes[state] = text.count("Geschonden voorwaarde")
        assert "Voorstel 1" in text
    assert sizes[""] == 0 < sizes["#open=0"]


def test_language(reports: Reports, opened: Open) -> None:
    page = opened(reports(3))
    page.locator("[data-open='0']").click()
    page.locator("[data-lang=en]").click()
    shown = page.locator("main").inner_text()
    assert "Check of data exchanges" in shown and "Toetsing van" not in shown
    assert reports(3).document["exchanges"][0]["findings"][0]["message"]["en"] in shown
    assert page.title() == "Check of data exchanges"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    assert "Check of data exchanges" in page.locator("h1").inner_text()  # the address holds it


def test_the_address_holds_what_was_chosen(reports: Reports, opened: Open) -> None:
    page = opened(reports(50), state="#verdict=violation&sort=-outcome.necessity&open=3&in.__proto__=x&in.nothing=y")
    assert count(page) == expected(reports(50), lambda e: e["verdict"] == "violation")
    assert page.locator("#detail-3").is_visible()
    assert page.locator("th[aria-sort=descending]").inner_text().strip().startswith("Noodzaak")


def test_sorting(reports: Reports, opened: Open) -> None:
    page = opened(reports(50))
    ids = [cell.inner_text() for cell in page.locator("tbody th.id").all()]
    button = page.locator("th.id [data-sort]")
    button.click()
    button.click()
    assert [cell.inner_text() for cell in page.locator("tbody th.id").all()] == ids[::-1]
    button.click()
    assert [cell.inner_text() for cell in page.locator("tbody th.id").all()] == ids
    page.locator("[data-sort=verdict]").click()
    assert "in strijd" in page.locator("tbody td.verdict").first.inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_print(size: int, reports: Reports, opened: Open, tmp_path: Path) -> None:
    """A4, with what fits the filters opened: every finding, and where the articles stand."""
    reader = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install .[verify]")
    page = opened(reports(size), state="#verdict=violation" if size <= 50 else "#q=00031")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    pdf = reader.PdfReader(tmp_path / "report.pdf")
    width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    for exchange in reports(size).document["exchanges"] if size <= 50 else ():
        shown = exchange["verdict"] == "violation"
        for finding in exchange["findings"] if shown else ():
            assert finding["fingerprint"] in text, exchange["id"]
        assert not shown or exchange["findings"][0]["sources"][0]["url"] in text
    assert page.locator("#printed").inner_text() == ""  # nothing of the paper stays on the screen


def test_keyboard_alone(reports: Reports, opened: Open) -> None:
    page = opened(reports(3))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "exchanges"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "filter-q"
    page.keyboard.type("P04")
    page.wait_for_function("() => document.querySelectorAll('tbody th.id').length === 1")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("'open' in document.activeElement.dataset"):
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Enter")
    assert page.locator("#detail-0").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"


VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 360, "height": 740}},
    "dark": {"color_scheme": "dark"},
    "narrow and dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


def troubles(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds that is serious or critical, with the first element that has it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: .[verify]")
    found = axe.Axe().run(page).response["violations"]
    return [(f["id"], f["nodes"][0]["html"][:200]) for f in found if f["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("view", VIEWS)
def test_accessible(view: str, reports: Reports, opened: Open) -> None:
    page = opened(reports(3), "en", **VIEWS[view])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert troubles(page) == []
    page.locator("[data-all]").click()
    page.locator("[data-steps]").first.click()
    page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
    page.locator(".matrix button").first.click()
    assert troubles(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES[1:])
def test_accessible_when_large(size: int, reports: Reports, opened: Open) -> None:
    assert troubles(opened(reports(size))) == []


def test_beyond_what_a_page_holds(reports: Reports, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "MOST_EXCHANGES", 49)
    page = opened(reports(50))
    assert page.locator("article.finding").count() > 50
    assert page.locator("#drawing path.link-line").count() > 10
    page.locator("[data-lang=en]").click()
    assert "holds at most 49" in page.locator("main").inner_text()
    assert troubles(page) == []


def test_hostile_text_is_shown_as_text(pack: Pack, opened: Open) -> None:
    texts = [
        "</script><script>document.title='taken'</script>", "<img src=x onerror=\"document.title='taken'\">",
        '"\'`&amp;&lt;', "\u202egnp.exe\u2066", '=HYPERLINK("http://example.org")', "een\nregel\r\ten\u2028nog een",
        "Ω" * 50_000, "__proto__", "constructor", "${7 * 7}",
    ]  # fmt: skip
    columns = ("id", "sender", "recipient", "purpose", "ground", "data_categories", "fee")
    frame = pandas.DataFrame([dict.fromkeys(columns, text) for text in texts])
    frame["__proto__"] = texts
    page = opened(check(frame, pack, AS_OF))
    page.locator("[data-all]").click()
    page.evaluate("document.querySelectorAll('#list details').forEach(folded => { folded.open = true; })")
    assert page.title() == "Toetsing van gegevensuitwisseling"
    assert page.evaluate("[document.images.length, document.scripts.length]") == [0, 4]
    shown = page.locator("#list").text_content()
    for text in map(clean, texts[:6]):  # with line ends as in a file
        assert text in shown or text.strip() in shown
    assert texts[6] not in shown
    page.locator("[data-whole]").first.click()
    assert texts[6] in page.locator("#list").text_content()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("#filter-q", "__proto__")
    page.wait_for_function("() => location.hash.includes('__proto__')")
    assert count(page) == 1


def test_without_javascript(reports: Reports, opened: Open) -> None:
    page = opened(reports(50), java_script_enabled=False)
    shown = page.locator("main").inner_text()
    assert "Zonder JavaScript ziet u hier alleen de samenvatting." in shown
    for verdict, told in reports(50).document["summary"]["verdicts"].items():
        assert str(told) in page.locator(f".verdicts .{verdict}").first.inner_text()


def test_ten_thousand_stay_smooth(reports: Reports, opened: Open, capsys: pytest.CaptureFixture[str]) -> None:
    """Measured and told; the bounds are generous, for a machine that others share."""
    report = reports(10_000)
    start = time.perf_counter()
    page = opened(report)
    ready = page.evaluate("performance.now()")
    told = {"open": time.perf_counter() - start, "interactive": ready / 1000}
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    for name, value in (("verdict", "violation"), ("rule", "NZ203"), ("party", "CAK")):
        took = page.evaluate(
            f"""async ([name, value]) => {{
                const choice = document.getElementById("filter-" + name), start = performance.now();
                choice.value = value;
                choice.dispatchEvent(new Event("change", {{bubbles: true}}));
                await {frame};
                return performance.now() - start;
            }}""",
            [name, value],
        )
        told[name] = took / 1000
    with capsys.disabled():
        print("", {name: f"{seconds:.2f} s" for name, seconds in told.items()})
    assert told.pop("open") < 30
    assert max(told.values()) < 10
