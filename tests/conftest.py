"""What all tests share: an option under which a skipped test fails, so that nothing stays unseen."""

from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest

from checker.batch import large
from checker.cli import streaming
from checker.pack import Pack, load_pack


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="let a skipped test fail")


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


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pySHACL judge exchanges of any number, as it does where the faster engine is not installed."""
    monkeypatch.setattr("checker.judge.engine.quick", lambda *_: None)


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have small registries stream as large ones do, in several lots, with a cache of their own."""
    monkeypatch.setattr(large, "LARGE_ROWS", 10)
    monkeypatch.setattr("checker.batch.delimited.LARGE", 1_000)
    monkeypatch.setattr(streaming, "FEW_BYTES", 1_000)
    monkeypatch.setattr(large, "lot_size", lambda memory: 30)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
