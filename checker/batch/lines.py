"""JSONL of exchanges that stream: a line is laid out once for all that share its content, then filled in."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

import numpy as np

from checker.audit.marks import Mark
from checker.batch.findings import Content, Told
from checker.document import lay_out
from checker.judge.findings import fingerprint_around

Around = tuple[bytes, bytes]
"""Around an identifier, the text of which a fingerprint is the hash."""
AT_ONCE = 2_000
"""Lines that are put together at once."""

_MARK = "\ue000"
"""Of private use: no registry has a reason to hold it, and a line that does is laid out whole."""
_SLOT = re.compile(f'"{_MARK}([a-z])"')


@dataclass(frozen=True)
class _Line:
    """A line with places for what differs from row to row."""

    parts: tuple[tuple[bytes, str], ...]
    """Each text in it, with what comes after."""
    end: bytes
    around: tuple[Around, ...]


def blocks(told: Told, key: int | None) -> Iterator[bytes]:
    """Yield the lines of the exchanges of a lot, many together; `key` is the place of the column with the identifier.

    The pieces of the lines are joined once, as they are written: a line of a large registry is long, and each copy of
    it takes as much time as the writing.
    """
    checked = told.checked
    header = None if key is None else list(told.contents[0].exchange.cells)[key] if told.contents else None
    made: dict[tuple[int, str], _Line | None] = {}
    times = np.bincount(told.content, minlength=len(told.contents)).tolist()
    raw = None if key is None else checked.lot.columns[key].to_pylist()
    rows = checked.lot.rows.tolist()
    each = zip(told.content.tolist(), checked.row.tolist(), checked.id.to_pylist(), strict=True)
    pieces: list[bytes] = []
    for at, (number, row, name) in enumerate(each):
        content, marks = told.contents[number], told.marks.get(at, ())
        line, quoted, cell = None, quote(name), "" if raw is None else raw[row] or ""
        # A line that occurs once is not kept: a lot may hold no two that are alike.
        if times[number] > 1:
            shared = (number, repr(marks) if marks else "")
            if shared not in made:
                made[shared] = _line(content, header, marks)
            line = made[shared]
        if line is None:
            prints = [fingerprint(quoted, part) for part in around(content)]
            pieces += _bytes(_dumps(_whole(content, name, rows[row], header, cell, prints, marks))), b"\n"
        else:
            filled = {"i": quoted, "r": b"%d" % rows[row], "c": quote(cell)}
            prints_left = iter(line.around)
            for text, slot in line.parts:
                pieces += text, filled.get(slot) or b'"%b"' % fingerprint(quoted, next(prints_left)).encode()
            pieces.append(line.end)
        if at % AT_ONCE == AT_ONCE - 1:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces)


def _line(content: Content, header: str | None, marks: Sequence[Mark]) -> _Line | None:
    """Return the line of a content, or nothing where a text in it holds the mark itself."""
    parted = around(content)
    marked = _whole(content, f"{_MARK}i", f"{_MARK}r", header, f"{_MARK}c", [f"{_MARK}p"] * len(parted), marks)
    parts = _SLOT.split(_dumps(marked))
    expected = 2 + (header is not None) + len(parted)
    if any(_MARK in text for text in parts[::2]) or len(parts) != 2 * expected + 1:
        return None
    texts = [_bytes(text) for text in parts[::2]]
    return _Line(tuple(zip(texts, parts[1::2], strict=False)), texts[-1] + b"\n", parted)


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


def around(content: Content) -> tuple[Around, ...]:
    """Return for each finding of a content the text around the identifier of which its fingerprint is the hash."""
    parts = (fingerprint_around(finding.rule, finding.values) for finding in content.judgement.findings)
    return tuple((_bytes(before), _bytes(after)) for before, after in parts)


def fingerprint(quoted: bytes, around: Around) -> str:
    """Return the fingerprint of a finding of an exchange, by its identifier as JSON and the text around that."""
    return hashlib.sha256(b"%b%b%b" % (around[0], quoted, around[1])).hexdigest()


def quote(text: str) -> bytes:
    """Return a text as JSON."""
    return _bytes(encode_basestring(text))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _dumps(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)
