"""Join what was judged of onward transfers to the exchanges: an outcome more, and the findings with their chains."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from checker.flows.flows import Flows
from checker.flows.parts import Seen, Viewer, judging, reported
from checker.flows.telling import Told, tell
from checker.flows.transfers import Outcomes, Transfer, Transfers
from checker.judge.findings import caused
from checker.judge.outcomes import outcomes
from checker.judge.questions import on
from checker.model import Exchange, Judgement
from checker.pack import Pack, Rule
from checker.plan.cache import Cache, NoCache


def with_flows(
    exchanges: Sequence[Exchange], judged: Sequence[Judgement], pack: Pack, as_of: date
) -> list[Judgement]:  # fmt: skip
    """Return the judgements on all exchanges of a registry, with those on what goes beyond each.

    The pack is the one by which exchanges are judged; `reported` gives that of the report.
    """
    if judging(pack) is None:
        return list(judged)
    viewer, flows = Viewer(pack), Flows()
    seen = [viewer.seen(exchange) for exchange in exchanges]
    for one in seen:
        flows.add(one)
    return Beyond(flows, pack, as_of).on(exchanges, judged)


class Beyond:
    """Answers what goes beyond each exchange of a registry of which all flows are known."""

    def __init__(self, flows: Flows, pack: Pack, as_of: date, cache: Cache | None = None) -> None:
        """Take the flows, and the pack by which exchanges are judged, which must judge onward transfers too."""
        found = judging(pack)
        if found is None:
            raise ValueError(f"the pack {pack.id} judges no onward transfers")
        self.pack, self.reported = pack, reported(pack)
        self.own, shapes = found
        self.viewer = Viewer(pack)
        self.transfers = Transfers(flows, self.own, shapes, as_of, cache or NoCache())
        self._known: dict[Hashable, Told] = {}
        self._order = {family.code: place for place, family in enumerate(self.reported.families)}
        self._rules = {rule.code: rule for rule in self.reported.rules.values()}

    def told(self, of: dict[str, str]) -> Outcomes:
        """Return of the outcomes of an exchange those that are told of its transfers."""
        return tuple(of[family] for family, _ in self.transfers.parts.told)

    def rules(self, cases: Sequence[tuple[Seen, Outcomes]]) -> list[frozenset[Rule]]:
        """Return for each case the rules that have something to say; what is different is judged together, once."""
        of = [self.transfers.of(seen, told) for seen, told in cases]
        every = list(dict.fromkeys(one for asked in of for one in asked))
        spoken = dict(zip(every, self.transfers.rules(every), strict=True))
        known: dict[tuple[Transfer, ...], frozenset[Rule]] = {}
        for asked in of:
            if asked not in known:
                known[asked] = frozenset(rule for one in asked for rule in spoken[one])
        return [known[asked] for asked in of]

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Return the codes of rules in the order of a report."""
        return sorted(codes, key=lambda rule: (self._order[self._rules[rule].family], rule))

    def outcomes(self, before: dict[str, str], rules: Iterable[Rule]) -> tuple[str, dict[str, str]]:
        """Return verdict and outcomes of an exchange with those that these rules give, in the order of a report."""
        _, _, more = outcomes(rules, self.own)
        held = before | more
        ordered = {family: held[family] for family in self._order if family in held}
        verdict = next(v.code for v in self.pack.verdicts if v.outcome is None or v.outcome in ordered.values())
        return verdict, ordered

    def on(self, exchanges: Sequence[Exchange], judged: Sequence[Judgement]) -> list[Judgement]:
        """Return the judgements on exchanges, each with what goes beyond the exchange."""
        seen = [self.viewer.seen(exchange) for exchange in exchanges]
        cases = [(one, self.told(by.outcomes)) for one, by in zip(seen, judged, strict=True)]
        said = self.rules(cases)
        # What texts are made of is asked together, for each asking is a run of the judge.
        worded = [case for case, rules in zip(cases, said, strict=True) if any(rule.message for rule in rules)]
        self.transfers.ask(one for case in worded for one in self.transfers.of(*case))
        return [self._on(*each) for each in zip(exchanges, judged, seen, said, strict=True)]

    def _on(self, exchange: Exchange, judgement: Judgement, seen: Seen, rules: frozenset[Rule]) -> Judgement:
        asked = self.transfers.of(seen, self.told(judgement.outcomes))
        verdict, by_family = self.outcomes(judgement.outcomes, rules)
        worded = sorted((rule for rule in rules if rule.message), key=lambda rule: rule.code)
        own, chains = self._told(exchange, seen, asked, worded) if worded else ((), ())
        found = [*judgement.findings, *own]
        placed = [replace(f, follows_from=caused(f, found, self._rules)) if f in own else f for f in found]
        placed.sort(key=lambda finding: self._order[finding.family])
        return replace(judgement, verdict=verdict, outcomes=by_family, findings=tuple(placed), chains=chains)

    def _shown(self, exchange: Exchange) -> Hashable:
        """Return what a finding may repeat of an exchange: what stands in the columns of a flow, days aside."""
        of = self.transfers.parts
        columns = {column.code: exchange.values.get(column.code, ()) for column in of.named}
        return tuple(columns.values()), tuple(cell for cell in exchange.unread if cell.column in columns)

    def _told(self, exchange: Exchange, seen: Seen, asked: tuple[Transfer, ...], rules: Sequence[Rule]) -> Told:
        """Return the findings, and the chains they name: worded once for all exchanges of which the same is seen."""
        key = (asked, seen.taker, seen.aim, self._shown(exchange))
        if key not in self._known:
            told = [tell(rule, exchange, seen, asked, self.transfers) for rule in rules]
            self._known[key] = tuple(f for found, _ in told for f in found), tuple(c for _, by in told for c in by)
        findings, chains = self._known[key]
        return on(exchange, Judgement("", "", {}, findings)).findings, chains
