"""The wheel works by itself, outside any checkout: the law and the shapes are in it."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the wheel is unpacked, with nothing of the checkout beside it."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "site")
    return out / "site"


def grondslag(site: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import checker, sys; assert checker.__file__.startswith(sys.argv.pop()); from checker.cli import main; main()"
    )
    command = [sys.executable, "-P", "-c", code, *words, str(site)]
    environment = os.environ | {"PYTHONPATH": str(site)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_it_checks(installed: Path, tmp_path: Path) -> None:
    registry = tmp_path / "register.csv"
    registry.write_bytes((ROOT / "datasets" / "iwlz" / "messages.csv").read_bytes())
    done = grondslag(installed, tmp_path, "check", "register.csv", "--format", "json", "--as-of", "2026-11-23")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["summary"]["verdicts"] == {"no-objection": 12, "undetermined": 10, "violation": 0}


def test_it_makes_a_page(installed: Path, tmp_path: Path) -> None:
    registry = tmp_path / "register.csv"
    lines = (ROOT / "datasets" / "iwlz" / "messages.csv").read_text(encoding="utf-8").splitlines()
    registry.write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    done = grondslag(installed, tmp_path, "check", "register.csv", "--format", "html", "-o", "report.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "</html>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_it_is_the_same_pack(installed: Path, tmp_path: Path) -> None:
    here = subprocess.run(
        [sys.executable, "-c", "from checker.cli import main; main()", "--version"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert grondslag(installed, tmp_path, "--version").stdout == here.stdout


def test_it_shows_a_rule_with_its_examples(installed: Path, tmp_path: Path) -> None:
    done = grondslag(installed, tmp_path, "rules", "GR101")
    assert (done.returncode, done.stderr) == (0, "")
    assert "geeft GR101 niet" in done.stdout


def test_it_holds_the_schema_and_no_tests(installed: Path) -> None:
    assert (installed / "checker" / "reports" / "report.schema.json").is_file()
    assert (installed / "checker" / "py.typed").is_file()
    assert not list(installed.rglob("test_*.py"))
