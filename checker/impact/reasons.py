"""Why exchanges change: by which statements of the law, by the passing of days, or by both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checker.batch.lots import Stream
from checker.changes.document import is_head
from checker.changes.statements import applied, statements
from checker.changes.units import Unit, units
from checker.errors import GrondslagError
from checker.impact.attribution import UNKNOWN, Attribution, Cause, Units, Values, differing
from checker.impact.compared import Kind
from checker.impact.tried import reported
from checker.impact.worlds import World, before, with_graph

Watch = Callable[[], None]
"""Is told of each world that was tried."""


@dataclass(frozen=True)
class Reason:
    """Why one aspect of an exchange changes."""

    sets: tuple[Units, ...]
    """The sets of units each of which suffices; none where the days alone do, or where it was not found out."""
    with_days: bool
    """Whether the days have to pass as well."""

    @property
    def is_known(self) -> bool:
        """Whether it was found out."""
        return bool(self.sets) or self.with_days


@dataclass(frozen=True)
class Reasons:
    """Why each kind of change is there, by aspect."""

    units: tuple[Unit, ...]
    by_kind: list[dict[str, Reason]]


def reasons(old: World, new: World, kinds: Sequence[Kind], streams: Sequence[Stream], watch: Watch) -> Reasons:
    """Return why kinds of change are there. From the later to the earlier day the worlds change places for it."""
    first, last = (old, new) if old.day <= new.day else (new, old)
    start = first if first.day == last.day else before(first, last.day)
    made = _units(start, last)
    told = [kind for kind in kinds if kind.example is not None]
    examples = [kind.example for kind in told if kind.example is not None]
    shared = {report: dict(report) for kind in told for report in (kind.old, kind.new)}
    sides = [[shared[kind.old] for kind in told], [shared[kind.new] for kind in told]]
    was, now = sides if first is old else sides[::-1]
    idle = was
    if start is not first and examples:
        idle = reported(start, examples, streams)
        watch()

    def try_out(chosen: Units) -> Values | None:
        found = [one for number in sorted(chosen) for one in made[number].statements]
        graph = applied(start.pack.graph, last.pack.graph, dict.fromkeys(found))
        try:
            world = replace(start, pack=with_graph(start.pack, graph, str(sorted(chosen))))
            return reported(world, examples, streams)
        except GrondslagError:
            # Statements that say nothing without the others make no world by themselves.
            return None
        finally:
            watch()

    causes = Attribution(len(made), try_out, idle, now).causes() if made and examples else [{} for _ in examples]
    by_example = [
        {aspect: _reason(aspect, a, b, c, cause.get(aspect, UNKNOWN)) for aspect in differing(a, c)}
        for a, b, c, cause in zip(was, idle, now, causes, strict=True)
    ]
    each = iter(by_example)
    return Reasons(
        made,
        [
            next(each) if kind.example is not None else
            dict.fromkeys(differing(dict(kind.old), dict(kind.new)), Reason((), False))
            for kind in kinds
        ],
    )  # fmt: skip


def _reason(aspect: str, was: dict[str, str], idle: dict[str, str], now: dict[str, str], cause: Cause) -> Reason:
    a, b, c = (one.get(aspect, "") for one in (was, idle, now))
    if b == c:
        return Reason((), True)
    return Reason(cause.sets, bool(cause.sets) and a != b)


def _units(start: World, last: World) -> tuple[Unit, ...]:
    """Return what differs between two worlds; alike properties together, so that those that do nothing are."""
    graphs = start.pack.graph, last.pack.graph
    found = [one for one in statements(*graphs) if not is_head(one.subject, *graphs)]
    made = units(*graphs, found)
    return tuple(sorted(made, key=lambda unit: (unit.statements[0].predicate, str(unit.statements[0].subject))))
