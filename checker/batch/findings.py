"""The findings of exchanges that stream: rows that say the same but for their identifier are worded once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.audit.marks import Mark
from checker.batch.check import BatchCheck
from checker.batch.checked import Checked
from checker.batch.columns import dictionary
from checker.batch.judged import Judged
from checker.batch.worded import Worded
from checker.judge.questions import on
from checker.judge.wording import names
from checker.model import Exchange, Judgement
from checker.plan.rows import Numbers, distinct
from checker.terms.columns import Layout
from checker.terms.exchanges import read_row, told_apart
from checker.terms.values import IDENTIFIER

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Content:
    """An exchange that stands for all in a lot that differ from it in their identifier alone."""

    exchange: Exchange
    judgement: Judgement


@dataclass(frozen=True)
class Told:
    """A lot of exchanges with the contents they share."""

    checked: Checked
    contents: list[Content]
    content: Numbers
    """By exchange: the number of its content."""
    marks: Mapping[int, Sequence[Mark]] = field(default_factory=dict)
    """By exchange, where there is anything to mark: what is added to each of its findings."""
    columns: tuple[str, ...] = ()
    """The columns in which a table of findings shows the marks."""


@dataclass(eq=False)
class Findings:
    """Words the findings of a check."""

    check: BatchCheck
    _by_name: bool = False
    """Whether exchanges are judged by their identifier, as a finding names it."""

    def __post_init__(self) -> None:
        """See which rules name an identifier."""
        self._worded, self._alone = Worded(self.check), Judged(self.check)
        unique = {column.code for column in self.check.pack.columns if column.unique}
        self._naming = {
            rule.code
            for rule in self.check.shown.rules.values()
            for text in (*rule.message.values(), *rule.remedy.values())
            if not unique.isdisjoint(name.split(".")[0] for name in names(text))
        }

    def of(self, checked: Checked, layout: Layout) -> Told:
        """Return the contents of a lot."""
        size = len(checked.row)
        again = np.zeros(size, dtype=bool)
        if len(checked.again):
            held = set(checked.again.to_pylist())
            names = self._names(checked, layout)
            again = np.array([names[row] in held for row in checked.row.tolist()], dtype=bool)
        place = _places(checked.row)
        columns = [dictionary(c)[1] for at, c in enumerate(checked.lot.columns) if at != self.key(layout)]
        shape = checked.lot.misshapen
        keys = [*(numbers[checked.row] for numbers in columns), place]
        # An identifier that occurs more often stands in the finding itself.
        keys.append(np.where(again | (False if shape is None else shape[checked.row]), np.arange(size) + 1, 0))
        content, first = distinct(keys)
        contents = self._contents(checked, first, place, again, layout)
        naming = np.array([self._names_itself(one) for one in contents], dtype=bool)[content]
        if naming.any():
            self._by_name = True
            content, first = distinct([*keys, np.where(naming, np.arange(size) + 1, 0)])
            contents = self._contents(checked, first, place, again, layout)
            self._by_name = False
        return Told(checked, contents, content)

    def _contents(
        self, checked: Checked, first: Numbers, place: Numbers, again: Flags, layout: Layout
    ) -> list[Content]:  # fmt: skip
        exchanges = [self._exchange(checked, at, int(place[at]), bool(again[at]), layout) for at in first.tolist()]
        judged = self._judged(exchanges, checked, first.tolist())
        return [Content(exchange, judgement) for exchange, judgement in zip(exchanges, judged, strict=True)]

    def _names_itself(self, content: Content) -> bool:
        """Return whether a finding names the identifier of its exchange, so that no other row can share it."""
        return any(finding.rule in self._naming for finding in content.judgement.findings)

    def some(self, checked: Checked, places: Sequence[int], layout: Layout) -> list[tuple[Exchange, Judgement]]:
        """Return some exchanges of a lot, by their place, with the judgements on them."""
        if not places:
            return []
        exchanges = self.exchanges(checked, places, layout)
        judged = self._judged(exchanges, checked, places)
        return [(exchange, on(exchange, judgement)) for exchange, judgement in zip(exchanges, judged, strict=True)]

    def exchanges(self, checked: Checked, places: Sequence[int], layout: Layout) -> list[Exchange]:
        """Return some exchanges of a lot, by their place."""
        held = set(checked.again.to_pylist())
        names = self._names(checked, layout) if held else []
        place = _places(checked.row)
        return [
            self._exchange(checked, at, int(place[at]), bool(names) and names[int(checked.row[at])] in held, layout)
            for at in places
        ]

    def key(self, layout: Layout) -> int | None:
        """Return the place of the column with the identifier."""
        code = next(column.code for column in self.check.pack.columns if column.datatype == IDENTIFIER)
        return layout.places.get(code)

    def _names(self, checked: Checked, layout: Layout) -> list[str]:
        """Return the identifier of each row."""
        key = self.key(layout)
        return [] if key is None else self.check.identifiers(layout, checked.lot).to_pylist()

    def _exchange(self, checked: Checked, at: int, place: int, is_repeated: bool, layout: Layout) -> Exchange:
        row = int(checked.row[at])
        cells = tuple(column[row].as_py() or "" for column in checked.lot.columns)
        width = len(layout.names)
        if len(cells) > width:
            cells = (*cells[:width], *(cells[width].split("\n") if cells[width] else ()))
        found = read_row(int(checked.lot.rows[row]), cells, layout, self.check.reader, checked.stream)
        told = list(told_apart(found, is_repeated, self.check.pack))
        return told[max(place - 1, 0)]

    def _judged(
        self, exchanges: Sequence[Exchange], checked: Checked, places: Sequence[int]
    ) -> list[Judgement]:  # fmt: skip
        """Return the judgements on some exchanges of a lot, by their place; the findings have no fingerprint yet."""
        cores = checked.core[list(places)].tolist()
        if len(checked.answer):
            answers = [self.check.answers.all[number] for number in checked.answer[list(places)].tolist()]
            judged = self._worded.of(exchanges, cores, answers)
        else:
            judged = self._alone.of(exchanges, cores, self._by_name)
        overlook = self.check.overlook
        return judged if overlook is None else overlook.beyond.on(exchanges, judged)


def _places(row: Numbers) -> Numbers:
    """Return of each exchange which it is of those that its row means, from 1; 0 where it is the only one."""
    _, inverse, counts = np.unique(row, return_inverse=True, return_counts=True)
    start = np.concatenate([[0], np.cumsum(counts)[:-1]])
    place = np.arange(len(row)) - start[inverse] + 1
    return np.where(counts[inverse] > 1, place, 0)
