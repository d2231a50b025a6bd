"""The worked case of the documentation, in both languages: what each page says that its commands give, they give."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_docs import BLOCK, ROOT

from checker.cli import main

PAGES = {"nl": "nl/verantwoording-praktijk.md", "en": "en/audit-case.md"}

NAMES = {
    "nl": ("Wlz 9.1.2 lid 1 onder g", "Nieuwe wet 1", "Zonder gevolg"),
    "en": ("Wlz 9.1.2(1)(g)", "New law 1", "Without effect"),
}
"""What the case is about: the article that ends, the ground that comes, and the head of what has no effect."""


def ran(page: Path, folder: Path) -> list[tuple[str, Result]]:
    """Write the files of a page and run its commands, in their order."""
    done = []
    for kind, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if name:
            (folder / name).write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind == "sh" else ():
            done.append((line, CliRunner().invoke(main, shlex.split(line)[1:])))
    return done


def violating(document: dict[str, Any]) -> int:
    return int(document["summary"]["verdicts"]["violation"])


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_worked_case(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    done = ran(ROOT / "docs" / PAGES[language], tmp_path)
    assert [result.exit_code for _, result in done] == [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0], done
    _, _, _, quiet, late, _, _, _, packs, impact, _, difference, proposed, mended, replayed = (
        " ".join(r.output.split()) for _, r in done
    )

    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in sorted_reports(tmp_path, language))
    assert (len(before["exchanges"]), violating(before)) == (45, 17)
    assert [entry["findings"][0]["rule"] for entry in before["waivers"]["entries"] if entry["findings"]] == ["WV301"]
    assert "17" in quiet and "WV301" in quiet
    assert "WV205" in late and "365" in late

    touched = [
        (was["id"], was["verdict"], now["verdict"])
        for was, now in zip(before["exchanges"], after["exchanges"], strict=True)
        if was["outcomes"] != now["outcomes"]
    ]
    assert touched == [
        ("P21", "no-objection", "violation"),
        ("P22", "violation", "violation"),
        ("P26", "undetermined", "violation"),
        ("P26", "undetermined", "violation"),
    ]
    assert "2026" in packs and all(name in packs for name in NAMES[language][:2])
    assert "P21" in impact and not {"P01", "P23", "P24"} & set(impact.replace(",", " ").split())
    assert NAMES[language][0] in impact and NAMES[language][1] in impact.split(NAMES[language][2])[-1]
    changed = {e["id"] for e in after["exchanges"] if any(f["rule"] == "GL101" for f in e["findings"])}
    assert changed == {"P21", "P22", "P26"}
    assert all(f"~ {name} " in difference for name in ("P21", "P22", "P23", "P24", "P26"))
    assert "GL101" in difference
    assert NAMES[language][1] in proposed and proposed.count("P21") == 1
    assert "P21" in mended and "1 exchange" in mended.replace("1 uitwisseling", "1 exchange")
    assert not {"GL101", "GL201"} & set(mended.split())
    assert replayed.count("✓") == 2 and "✗" not in replayed


def sorted_reports(folder: Path, language: str) -> list[Path]:
    """Return the report of the first day and that after the change of law."""
    names = {"nl": ("nulmeting.json", "na.json"), "en": ("baseline.json", "after.json")}
    return [folder / name for name in names[language]]
