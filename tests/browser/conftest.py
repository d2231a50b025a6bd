"""A browser, and pages of several sizes in it. Whatever a test does: no error, and no request but for the page."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from checker import Report, check
from checker.pack import Pack
from checker.reports.html import to_html

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = "2026-11-23"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install .[verify]")
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


def rows(count: int) -> pandas.DataFrame:
    """The planned exchanges over and over, each with an identifier of its own."""
    planned = pandas.read_csv(ROOT / "datasets" / "iwlz" / "planned.csv", dtype=str, keep_default_na=False)
    key = planned.columns[0]
    frame = pandas.concat([planned] * (count // len(planned) + 1), ignore_index=True).head(count)
    frame[key] = [f"{place:05}-{was}" for place, was in enumerate(frame[key], 1)]
    return frame


@pytest.fixture(scope="session")
def reports(pack: Pack) -> Callable[[int], Report]:
    """Reports by the number of their exchanges; three are those of the golden file."""
    made: dict[int, Report] = {}

    def report(count: int) -> Report:
        if count not in made:
            small = ROOT / "tests" / "reports" / "html.report.json"
            made[count] = (
                Report(json.loads(small.read_text(encoding="utf-8"))) if count == 3 else check(rows(count), pack, AS_OF)
            )
        return made[count]

    return report


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a report in a window of its own, from disk."""
    contexts, told = [], []

    def open_(report: Report, lang: str = "nl", state: str = "", **options: Any) -> Any:
        path = tmp_path / "report.html"
        path.write_text(to_html(report, lang), encoding="utf-8")
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        # Only a guard against waiting for ever: other tests run beside this one.
        page.set_default_timeout(120_000)
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri() + state)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert told == []
