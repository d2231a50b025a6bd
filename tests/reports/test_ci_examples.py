"""The examples for CI and the hook: their files parse, and the commands in them run."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import golden
import pytest
import yaml
from click.testing import CliRunner

from checker.cli import main

ROOT = golden.HERE.parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES: dict[str, Any] = {
    name: yaml.safe_load(text)
    for name, text in re.findall(
        r"^```yaml file=(\S+)\n(.*?)^```$", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.M | re.S
    )
}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif isinstance(value, str):
        yield from value.splitlines()


def run(words: list[str]) -> int:
    done = CliRunner().invoke(main, words)
    assert done.exit_code in (0, 1), done.output
    return done.exit_code


@pytest.mark.parametrize(("name", "commands"), [(".github/workflows/registers.yml", 2), (".gitlab-ci.yml", 1)])
def test_the_commands_of_a_job(name: str, commands: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    lines = [shlex.split(line)[1:] for line in strings(EXAMPLES[name]) if line.startswith("grondslag ")]
    assert len(lines) == commands
    for words in lines:
        run(words)
    written = [words[at + 1] for words in lines for at, word in enumerate(words) if word == "-o"]
    assert written and all((tmp_path / file).stat().st_size for file in written)


def test_the_hook_runs_as_it_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (hook,) = HOOKS
    (used,) = EXAMPLES[".pre-commit-config.yaml"]["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    files = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "datasets").rglob("*.csv"))]
    chosen = [file for file in files if re.search(used["files"], file)]
    assert chosen
    assert run([*shlex.split(hook["entry"])[1:], *used["args"], *chosen]) == 1
    assert re.search(hook["files"], "registers/zorg.csv") and not re.search(hook["files"], "docs/registers.md")
