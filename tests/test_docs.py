"""What the documentation tells to do, works: its files are written and its commands run."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w*)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
CASE = ("docs/nl/verantwoording-praktijk.md", "docs/en/audit-case.md")
"""What the commands of these give is tested in test_audit_case.py."""


@pytest.mark.long
@pytest.mark.parametrize("page", [page for page in PAGES if page not in CASE])
def test_commands_of(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `grondslag` line runs without an error (0, or 1: something to report), beside what the page made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    for kind, name, text in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind in ("", "sh") else ():
            words = shlex.split(line, comments=True)
            if words[:1] == ["grondslag"]:
                result = CliRunner().invoke(main, words[1:])
                assert result.exit_code in (0, 1), (line, result.output)


@pytest.mark.parametrize("page", PAGES)
def test_links_of(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_the_overlay_of_the_guide_makes_the_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "adding-a-law.md"
    for _, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    words = ["check", "register.csv", "--as-of", "2026-11-23", "--lang", "en"]
    assert "RG203" in CliRunner().invoke(main, words).output
    with_law = CliRunner().invoke(main, [*words, "--pack", "mylaw"]).output
    assert "RG203" not in with_law
    assert "✓ ground" in with_law
