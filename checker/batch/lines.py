"""JSONL of exchanges that stream: a line is laid out once for all that share its content, then filled in."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checker.audit.marks import Mark
from checker.batch.findings import Content, Told
from checker.document import lay_out
from checker.judge.findings import fingerprint_around

_MARK = "\ue000"
"""Of private use: no registry has a reason to hold it, and a line that does is laid out whole."""
_SLOT = re.compile(f'"{_MARK}([a-z])"')


@dataclass(frozen=True)
class _Line:
    """A line with places for what differs from row to row."""

    parts: tuple[str, ...]
    """What stands between the places, in turn with what goes there."""
    around: tuple[tuple[str, str], ...]
    """For each fingerprint the text around the identifier of which it is the hash."""


def lines(told: Told, key: int | None) -> Iterator[str]:
    """Yield the line of each exchange of a lot; `key` is the place of the column with the identifier."""
    checked = told.checked
    header = None if key is None else list(told.contents[0].exchange.cells)[key] if told.contents else None
    made: dict[tuple[int, str], _Line | None] = {}
    raw = [""] * len(checked.lot.columns[0]) if key is None else checked.lot.columns[key].to_pylist()
    rows = checked.lot.rows.tolist()
    each = zip(told.content.tolist(), checked.row.tolist(), checked.id.to_pylist(), strict=True)
    for at, (number, row, name) in enumerate(each):
        content, marks = told.contents[number], told.marks.get(at, ())
        shared = (number, repr(marks) if marks else "")
        if shared not in made:
            made[shared] = _line(content, header, marks)
        line = made[shared]
        filled = {"i": _dumps(name), "r": str(rows[row]), "c": _dumps(raw[row] or "")}
        prints = iter(fingerprint(name, *part) for part in (line.around if line else around(content)))
        if line is None:
            yield _dumps(_whole(content, name, rows[row], header, raw[row] or "", list(prints), marks))
        else:
            yield "".join(
                [part if at % 2 == 0 else filled.get(part) or f'"{next(prints)}"' for at, part in enumerate(line.parts)]
            )


def _line(content: Content, header: str | None, marks: Sequence[Mark]) -> _Line | None:
    """Return the line of a content, or nothing where a text in it holds the mark itself."""
    parted = around(content)
    marked = _whole(content, f"{_MARK}i", f"{_MARK}r", header, f"{_MARK}c", [f"{_MARK}p"] * len(parted), marks)
    parts = tuple(_SLOT.split(_dumps(marked)))
    expected = 2 + (header is not None) + len(parted)
    return _Line(parts, parted) if "".join(parts[::2]).count(_MARK) == 0 and len(parts) == 2 * expected + 1 else None


def _whole(
    content: Content, name: Any, row: Any, header: str | None, cell: str, prints: list[str], marks: Sequence[Mark]
) -> dict[str, Any]:  # fmt: skip
    told = lay_out(content.exchange, content.judgement, {})
    cells = told["input"] | ({} if header is None else {header: cell})
    findings = [
        finding | {"fingerprint": known} | dict(mark)
        for finding, known, mark in zip(told["findings"], prints, marks or [{}] * len(prints), strict=True)
    ]
    return told | {"id": name, "row": row, "input": cells, "findings": findings}


def around(content: Content) -> tuple[tuple[str, str], ...]:
    """Return for each finding of a content the text around the identifier of which its fingerprint is the hash."""
    return tuple(fingerprint_around(finding.rule, finding.values) for finding in content.judgement.findings)


def fingerprint(name: str, before: str, after: str) -> str:
    """Return the fingerprint of a finding of an exchange, by the text around its identifier."""
    return hashlib.sha256(f"{before}{_dumps(name)}{after}".encode("utf-8", "replace")).hexdigest()


def _dumps(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)
