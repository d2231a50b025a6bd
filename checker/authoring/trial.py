"""Try the examples of a pack: does each yield the findings that it says, and no others?

What an example is, `checker.catalogue.examples` tells. One of what is judged beside a registry, such as waivers, cannot
be tried without that registry.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from rdflib import Graph

from checker.catalogue.examples import ALSO, AS_OF, FAIL, PASS, cells_of, read_example
from checker.decisions import check_decisions, leaning_on
from checker.errors import GrondslagError
from checker.flows import reported, with_flows
from checker.judge import judge
from checker.judge.decisions import judge_decisions
from checker.model import Table
from checker.pack import Pack, pack_judging
from checker.pack.folders import EXAMPLES, find_folder
from checker.resources import built_in_packs, rule_examples
from checker.terms import read_exchanges
from checker.terms.exchanges import Registry
from checker.terms.repetition import repeated_terms
from checker.vocabulary import GS

DECISIONS = "decisions.csv"


@dataclass(frozen=True)
class Trial:
    """An example with the codes of the rules that it was to yield, and of those that it yielded."""

    path: Path
    rule: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def passed(self) -> bool:
        """Whether both are the same."""
        return self.expected == self.found


@dataclass(frozen=True)
class _Example:
    path: Path
    rule: str
    day: date
    expected: frozenset[str]
    registry: Registry


def example_folders(name: str) -> tuple[Path, ...]:
    """Return the folders with the examples of the pack with this id, or in this folder."""
    folder = find_folder(name, built_in_packs())
    return rule_examples() if folder in built_in_packs() else (folder / EXAMPLES,)


@dataclass(frozen=True)
class Trials:
    """What came of the examples of a pack."""

    tried: tuple[Trial, ...]
    untried: tuple[Path, ...]
    """Those that say nothing without a registry of their own."""


def try_examples(pack: Pack, folders: Sequence[Path]) -> Trials:
    """Return what every example in these folders yields, in the order of their names.

    Examples may lean on the decisions in the register `decisions.csv` of their folder.

    Raises GrondslagError where an example cannot be read, or stands under a rule that the pack does not have.
    """
    paths = [path for folder in folders for path in sorted(folder.glob("*/*.csv"))]
    paths = [path for path in paths if path.name.startswith((FAIL, PASS))]
    decided = [folder / DECISIONS for folder in folders if (folder / DECISIONS).is_file()]
    if decided and paths:
        day = max(_day(path, read_example(path)) for path in paths)
        pack = leaning_on([one for register in decided for one in check_decisions(register, pack, day)], pack)
    of_exchanges = {rule.code for rule in pack.rules.values()}
    found: dict[Path, frozenset[str]] = {}
    examples = [_read(path, pack) for path in paths if path.parent.name in of_exchanges]
    rest = [path for path in paths if path.parent.name not in of_exchanges]
    found |= _judged(examples, pack)
    beyond = {rule for rule in reported(pack).rules.values() if rule not in pack.rules.values()}
    chained = [_read(path, pack) for path in rest if path.parent.name in {rule.code for rule in beyond}]
    rest = [path for path in rest if path not in {one.path for one in chained}]
    found |= _judged(chained, pack, beyond=True)
    examples += chained
    if rest and GS.Decision in pack.apart:
        judging, shapes = pack_judging(GS.Decision, pack)
        known = {rule.code for rule in judging.rules.values()}
        others = [_read(path, judging) for path in rest if path.parent.name in known]
        rest = [path for path in rest if path.parent.name not in known]
        found |= _decided(others, judging, shapes)
        examples += others
    elsewhere = {rule.code for judged in pack.apart for rule in pack_judging(judged, pack)[0].rules.values()}
    untried = tuple(path for path in rest if path.parent.name in elsewhere)
    rest = [path for path in rest if path.parent.name not in elsewhere]
    if rest:
        raise GrondslagError(
            f"{rest[0]}: het pakket kent geen regel {rest[0].parent.name}; noem de map naar een regel.",
            f"{rest[0]}: the pack has no rule {rest[0].parent.name}; name the folder after a rule.",
        )
    tried = (Trial(one.path, one.rule, one.expected, found[one.path]) for one in sorted(examples, key=_place))
    return Trials(tuple(tried), untried)


def _place(example: _Example) -> str:
    return str(example.path)


def _read(path: Path, pack: Pack) -> _Example:
    table = read_example(path)
    also = {code for text in cells_of(table, ALSO) for code in text.split(";") if code}
    rule = path.parent.name
    expected = also | {rule} if path.name.startswith(FAIL) else also
    return _Example(path, rule, _day(path, table), frozenset(expected), read_exchanges(table, pack))


def _day(path: Path, table: Table) -> date:
    days = set(cells_of(table, AS_OF))
    try:
        [day] = days
        return date.fromisoformat(day)
    except ValueError as error:
        raise GrondslagError(
            f"{path}: zet in de kolom {AS_OF} van elke rij dezelfde toetsdatum, zoals 2026-11-23.",
            f"{path}: put the same run date in the column {AS_OF} of each row, such as 2026-11-23.",
        ) from error


def _by_day(examples: Sequence[_Example]) -> Iterator[tuple[date, list[_Example]]]:
    days: dict[date, list[_Example]] = defaultdict(list)
    for one in examples:
        days[one.day].append(one)
    yield from sorted(days.items())


def _judged(examples: Sequence[_Example], pack: Pack, beyond: bool = False) -> dict[Path, frozenset[str]]:
    """Return the codes of the findings on each example; those of one day are judged together.

    With `beyond` each is looked over as a registry of its own, for what goes beyond a single exchange.
    """
    found: dict[Path, frozenset[str]] = {}
    for day, same in _by_day(examples):
        judged = iter(judge([exchange for one in same for exchange in one.registry.exchanges], pack, day))
        for one in same:
            alone = list(islice(judged, len(one.registry.exchanges)))
            told = with_flows(one.registry.exchanges, alone, pack, day) if beyond else alone
            found[one.path] = frozenset(finding.rule for judgement in told for finding in judgement.findings)
    return found


def _decided(examples: Sequence[_Example], pack: Pack, shapes: Graph) -> dict[Path, frozenset[str]]:
    """Return the same of decisions."""
    found: dict[Path, set[str]] = {one.path: set() for one in examples}
    for day, same in _by_day(examples):
        rows = [(one.path, row) for one in same for row in one.registry.exchanges]
        repeated = [named for one in same for named in repeated_terms(one.registry, pack)]
        decided = judge_decisions([row for _, row in rows], repeated, pack, shapes, day)
        for (path, _), decision in zip(rows, decided, strict=True):
            found[path] |= {finding.rule for finding in decision.findings}
    return {path: frozenset(codes) for path, codes in found.items()}


__all__ = ["Trial", "Trials", "example_folders", "try_examples"]
