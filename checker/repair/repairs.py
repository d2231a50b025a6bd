"""Repair a check: for every exchange with an objection, what would lift it, as one document."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from checker.errors import GrondslagError
from checker.judge import judge
from checker.judge.outcomes import RANK
from checker.judge.questions import question
from checker.model import Exchange, Judgement, Text
from checker.pack import Pack
from checker.repair.checked import Cells, Checked
from checker.repair.examine import Examined, examine
from checker.repair.said import said, split_said
from checker.repair.search import Tried, search
from checker.repair.split import Parted, parted

SCHEMA = "grondslag-repair/1"
SHOWN = 5
"""Proposals of one exchange that are shown; of the others it is said how many there are."""
TOGETHER = 500
"""Different exchanges searched side by side: bounds memory."""

Document = dict[str, Any]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]


@dataclass(frozen=True)
class Repairs:
    """What would mend the exchanges of a check. `document` says all of it."""

    document: Document


@dataclass(frozen=True)
class _Answer:
    """What was found for one question: sets of changes with the judgement on each, and what stays in the way."""

    sets: tuple[tuple[Tried, Judgement], ...]
    open: tuple[Document, ...]
    splits: tuple[tuple[Parted, Judgement], ...] = ()
    """Splits, with what both halves together come to."""


def repairs(checked: Checked, ids: Collection[str] = (), progress: Progress | None = None) -> Repairs:
    """Return what would lift every exchange that is not without objection, or those with these identifiers.

    Raises GrondslagError where an identifier does not occur.
    """
    chosen = _chosen(checked, ids)
    rows = checked.rows()
    best = checked.pack.verdicts[-1].code
    known = frozenset(exchange.id for exchange in checked.exchanges)
    asked: dict[Hashable, int] = {}
    for place in chosen:
        if checked.judged[place].verdict != best:
            asked.setdefault(question(checked.exchanges[place]), place)
    chunks: Iterable[list[int]] = [
        list(asked.values())[start : start + TOGETHER] for start in range(0, len(asked), TOGETHER)
    ]
    if progress is not None:
        chunks = progress(chunks, -(-len(asked) // TOGETHER))
    found: dict[Hashable, _Answer] = {}
    for chunk in chunks:
        starts = [(checked.exchanges[place], rows[place]) for place in chunk]
        found.update(zip((question(e) for e, _ in starts), _answers(starts, checked, known), strict=True))
    exchanges = [
        _exchange(
            checked.exchanges[place], checked.judged[place], rows[place],
            found.get(question(checked.exchanges[place]), _Answer((), ())), checked.pack,
        )
        for place in chosen
    ]  # fmt: skip
    return Repairs(_document(exchanges, checked))


def _chosen(checked: Checked, ids: Collection[str]) -> list[int]:
    chosen = [place for place, exchange in enumerate(checked.exchanges) if not ids or exchange.id in ids]
    missing = sorted(set(ids) - {checked.exchanges[place].id for place in chosen})
    if missing:
        raise GrondslagError(
            f"Het register bevat geen uitwisseling met kenmerk {', '.join(missing)}: noem een kenmerk zoals het in het"
            " rapport staat.",
            f"The registry holds no exchange with identifier {', '.join(missing)}: name an identifier as the report"
            " has it.",
        )
    return chosen


def _answers(starts: Sequence[tuple[Exchange, Cells]], checked: Checked, known: frozenset[str]) -> list[_Answer]:
    """Search, and have what is shown judged once more by the judge itself: that is what a proposal promises."""
    pack, as_of = checked.pack, checked.as_of
    sets = search(starts, checked, known)
    tried = [one for found in sets for one in found[1:]]
    judged = dict(zip(map(id, tried), judge([one.exchange for one in tried], pack, as_of), strict=True))
    last = [found[1] if len(found) > 1 else found[0] for found in sets]
    left = examine([one.exchange for one in last], pack, as_of, known, reasons=True)
    splits = parted(starts, [found[0].examined for found in sets], checked, known)
    halves = judge([half for ways in splits for split in ways for half in split.exchanges], pack, as_of)
    return [
        _Answer(
            tuple((one, judged[id(one)]) for one in found[1:]),
            tuple(_open(examined)),
            tuple((split, _together([next(halves) for _ in split.exchanges], pack)) for split in ways),
        )
        for found, examined, ways in zip(sets, left, splits, strict=True)
    ]


def _together(halves: Sequence[Judgement], pack: Pack) -> Judgement:
    """Return what the halves of a split come to: of each family the weightiest outcome."""
    outcomes = {
        family: max((half.outcomes[family] for half in halves), key=RANK.__getitem__) for family in halves[0].outcomes
    }
    verdict = next(v.code for v in pack.verdicts if v.outcome is None or v.outcome in outcomes.values())
    return Judgement(verdict, "", outcomes)


def _open(examined: Examined) -> Iterable[Document]:
    """Yield what stays in the way and why, causes only."""
    for blocker in examined.blockers:
        if blocker.cause:
            rule = blocker.rule
            yield {"rule": rule.code, "family": rule.family, "name": rule.name, "text": blocker.reason}


def _exchange(exchange: Exchange, judgement: Judgement, row: Cells, answer: _Answer, pack: Pack) -> Document:
    causes = [f for f in judgement.findings if f.severity != "info" and not f.follows_from]
    return {
        "id": exchange.id,
        "registry": exchange.registry,
        "row": exchange.row,
        "verdict": judgement.verdict,
        "outcomes": judgement.outcomes,
        "findings": [{"rule": f.rule, "severity": f.severity, "message": f.message} for f in causes],
        "declared": row,
        "proposals": [
            *(_proposal(tried, promised, exchange, row, pack) for tried, promised in answer.sets[:SHOWN]),
            *(_split(split, promised, exchange, pack) for split, promised in answer.splits),
        ],
        "more": max(len(answer.sets) - SHOWN, 0),
        "open": list(answer.open),
    }


def _proposal(tried: Tried, promised: Judgement, exchange: Exchange, row: Cells, pack: Pack) -> Document:
    own = {column.code for column in pack.columns if column.unique}
    changes = [change for column in pack.columns for change in tried.changes if change.column == column.code]
    texts: list[Text] = said(changes, exchange, pack)
    return {
        "changes": [
            {"field": column.code, "from": row[column.code], "to": tried.cells[column.code]}
            for column in pack.columns
            if column.code in tried.cells
        ],
        "supposes": any(change.remedy.supposes for change in tried.changes if change.column not in own),
        "texts": texts,
        "reaches": {"verdict": promised.verdict, "outcomes": promised.outcomes},
    }


def _split(split: Parted, promised: Judgement, exchange: Exchange, pack: Pack) -> Document:
    own = next((column.code for column in pack.columns if column.unique), "")
    # Equal exchanges share an answer, and each half bears the identifier of its own exchange.
    names = (exchange.id, f"{exchange.id}{split.rows[1][own].removeprefix(split.rows[0][own])}")
    return {
        "rows": [row | {own: name} for row, name in zip(split.rows, names, strict=True)],
        "supposes": split.split.remedy.supposes,
        "texts": [split_said(split.split, exchange, pack), *said(split.changes, split.exchanges[1], pack)],
        "reaches": {"verdict": promised.verdict, "outcomes": promised.outcomes},
    }


def _document(exchanges: list[Document], checked: Checked) -> Document:
    pack = checked.pack
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "as_of": checked.as_of.isoformat(),
        "labels": {
            "families": {family.code: family.label for family in pack.families},
            "verdicts": {verdict.code: verdict.label for verdict in pack.verdicts},
            "outcomes": pack.outcomes,
            "columns": {column.code: column.label for column in pack.columns},
        },
        "exchanges": exchanges,
    }  # fmt: skip
