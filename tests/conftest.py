"""What all tests share: an option under which a skipped test fails, so that nothing stays unseen."""

from collections.abc import Generator
from functools import cache

import pytest

from checker.pack import Pack, load_pack


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="let a skipped test fail")
    parser.addoption("--write-golden", action="store_true", help="write the golden files of the reports anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--no-skips") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@cache
def _pack() -> Pack:
    return load_pack("iwlz")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships with the project, loaded once."""
    return _pack()
