"""Join what was judged of onward transfers to the exchanges: an outcome more, and the findings with their chains."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker import model as told
from checker.flows.chains import Chain, chains
from checker.flows.flows import Flow, Flows
from checker.flows.parts import Seen, Viewer, judging, reported
from checker.flows.transfers import Outcomes, Transfer, Transfers
from checker.judge.facts import RUN
from checker.judge.findings import caused, findings
from checker.judge.outcomes import outcomes
from checker.judge.questions import on
from checker.judge.wording import listed
from checker.model import LANGUAGES, Exchange, Finding, Judgement, Value
from checker.pack import Column, Pack, Rule
from checker.vocabulary import GS, code, label

FOR = {"nl": "ontvangen voor {aims}", "en": "received for {aims}"}
ARROW = " → "
MORE = {"nl": "en nog {n} andere", "en": "and {n} more"}
MOST_CHAINS = 6
"""Chains that a finding names, the shortest first; of the others it says how many there are."""
JOINT = "; "
UNKNOWN_AIM = {"nl": "een onbekend doel", "en": "an unknown purpose"}
UNKNOWN = {"nl": "onbekend", "en": "unknown"}


Passage = tuple[Chain, list[Node], list[Node | None]]
"""A chain, the data that came along it, and what for."""
Told = tuple[tuple[Finding, ...], tuple[told.Chain, ...]]
"""What is said of an exchange, with the chains."""


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
    beyond = Beyond(flows, pack, as_of)
    beyond.rules([(one, beyond.told(judgement.outcomes)) for one, judgement in zip(seen, judged, strict=True)])
    return [beyond.on(exchange, judgement) for exchange, judgement in zip(exchanges, judged, strict=True)]


class Beyond:
    """Answers what goes beyond each exchange of a registry of which all flows are known."""

    def __init__(self, flows: Flows, pack: Pack, as_of: date) -> None:
        """Take the flows, and the pack by which exchanges are judged, which must judge onward transfers too."""
        found = judging(pack)
        if found is None:
            raise ValueError(f"the pack {pack.id} judges no onward transfers")
        self.pack, self.reported = pack, reported(pack)
        self.own, shapes = found
        self.viewer = Viewer(pack)
        self.transfers = Transfers(flows, self.own, shapes, as_of)
        self._flows: dict[Node, Flow] = {node: flow for (flow, _), node in self.transfers.nodes.items()}
        self._known: dict[Hashable, Told] = {}
        self._chains: dict[Hashable, list[Chain]] = {}
        self._order = {family.code: place for place, family in enumerate(self.reported.families)}
        self._rules = {rule.code: rule for rule in self.reported.rules.values()}

    def told(self, of: dict[str, str]) -> Outcomes:
        """Return of the outcomes of an exchange those that are told of its transfers."""
        return tuple(of[family] for family, _ in self.transfers.parts.told)

    def rules(self, cases: Sequence[tuple[Seen, Outcomes]]) -> list[frozenset[Rule]]:
        """Return for each case the rules that have something to say; what is different is judged together, once."""
        of = [self.transfers.of(seen, told) for seen, told in cases]
        self.transfers.ask(one for asked in of for one in asked)
        known: dict[tuple[Transfer, ...], frozenset[Rule]] = {}
        for asked in of:
            if asked not in known:
                known[asked] = frozenset(rule for one in asked for rule in self.transfers.answers[one].rules)
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

    def on(self, exchange: Exchange, judgement: Judgement) -> Judgement:
        """Return a judgement on an exchange with what goes beyond it."""
        seen, told = self.viewer.seen(exchange), self.told(judgement.outcomes)
        asked = self.transfers.of(seen, told)
        [rules] = self.rules([(seen, told)])
        verdict, by_family = self.outcomes(judgement.outcomes, rules)
        own, chains = self._told(exchange, seen, asked)
        found = [*judgement.findings, *own]
        placed = [replace(f, follows_from=caused(f, found, self._rules)) if f in own else f for f in found]
        placed.sort(key=lambda finding: self._order[finding.family])
        return replace(judgement, verdict=verdict, outcomes=by_family, findings=tuple(placed), chains=chains)

    def _told(self, exchange: Exchange, seen: Seen, asked: Sequence[Transfer]) -> Told:
        """Return what the rules have to say: worded once for all exchanges of which the same is seen."""
        rules = {rule for one in asked for rule in self.transfers.answers[one].rules if rule.message}
        if not rules:
            return (), ()
        key = (asked, seen.taker, seen.aim, exchange.unread)
        if key not in self._known:
            worded: list[Finding] = []
            chains: list[told.Chain] = []
            for rule in sorted(rules, key=lambda rule: rule.code):
                of = [one for one in asked if rule in self.transfers.answers[one].rules]
                more, by = self._worded(exchange, seen, rule, of)
                worded += more
                chains += by
            self._known[key] = tuple(worded), tuple(chains)
        findings, chains_ = self._known[key]
        return on(exchange, Judgement("", "", {}, findings)).findings, chains_

    def _worded(self, exchange: Exchange, seen: Seen, rule: Rule, asked: Sequence[Transfer]) -> Told:
        """Return the findings of a rule on the transfers of an exchange together, with the chains."""
        graph, node = self.transfers.graph, URIRef(f"{RUN}/beyond")
        for one in asked:
            for prop, value in self.transfers.answers[one].facts:
                graph.add((node, prop, value))
        chains = self.chains(set(graph.objects(node, GS.receivedIn)), seen)
        self._tell_chains(node, chains)
        found = findings(graph, node, exchange, [rule], self.own)
        for chain in set(graph.objects(node, GS.chain)):
            graph.remove((chain, None, None))
        graph.remove((node, None, None))
        return found, tuple(self._laid_out(rule, *chain) for chain in chains)

    def _laid_out(self, rule: Rule, parties: Chain, data: Sequence[Node], aims: Sequence[Node | None]) -> told.Chain:
        """Return a chain by the codes of its parties, data and purposes."""
        of = self.transfers.parts

        def values(column: Column, nodes: Iterable[Node | None]) -> tuple[Value, ...]:
            return tuple(Value(column.code, "" if n is None else code(self.own.graph, n)) for n in nodes)

        return told.Chain(
            rule.code,
            (*values(of.giver, parties[:-1]), *values(of.taker, parties[-1:])),
            values(of.data, data),
            values(of.aim, aims),
        )

    def _tell_chains(self, node: URIRef, found: Sequence[Passage]) -> None:
        graph = self.transfers.graph
        for place, (chain, data, aims) in enumerate(found[:MOST_CHAINS]):
            iri = URIRef(f"{node}/chain/{place}")
            graph.add((node, GS.chain, iri))
            graph.add((iri, GS.order, Literal(place)))
            for language in LANGUAGES:
                parties = [label(graph, party)[language] if party else UNKNOWN[language] for party in chain]
                what = listed(data, language, graph, ("lower",))
                why = FOR[language].format(aims=self._aims(aims, language))
                text = f"{ARROW.join(parties)}: {what} ({why})"
                graph.add((iri, SKOS.prefLabel, Literal(text, lang=language)))
        if len(found) > MOST_CHAINS:
            iri = URIRef(f"{node}/chain/{MOST_CHAINS}")
            graph.add((node, GS.chain, iri))
            graph.add((iri, GS.order, Literal(MOST_CHAINS)))
            for language in LANGUAGES:
                text = MORE[language].format(n=len(found) - MOST_CHAINS)
                graph.add((iri, SKOS.prefLabel, Literal(text, lang=language)))

    def _aims(self, aims: Sequence[Node | None], language: str) -> str:
        known = [aim for aim in aims if aim is not None]
        words = [listed(known, language, self.transfers.graph, ("lower",))] if known else []
        return JOINT.join([*words, UNKNOWN_AIM[language]] if len(known) < len(aims) else words)

    def chains(self, receipts: Iterable[Node], seen: Seen) -> list[Passage]:
        """Return the chains by which data came, to the recipient, each with the data and what these came for."""
        found: dict[Chain, tuple[set[Node], set[Node | None]]] = defaultdict(lambda: (set(), set()))
        for receipt in receipts:
            giver, taker, aim, datum = self._flows[receipt]
            key = (giver, taker, datum, seen.taker)
            if key not in self._chains:
                self._chains[key] = chains(self.transfers.flows, giver, taker, datum, seen.taker)
            for chain in self._chains[key]:
                data, aims = found[*chain, seen.taker]
                data.add(datum)
                aims.add(aim)
        graph = self.transfers.graph
        named = sorted(found.items(), key=lambda item: (len(item[0]), [str(party) for party in item[0]]))
        return [
            (
                chain,
                (sorted(data, key=lambda n: code(graph, n)), sorted(aims, key=lambda n: code(graph, n) if n else "")),
            )
            for chain, (data, aims) in named
        ]
