"""Lay out the proof of an exchange as a document; `reports/proof.schema.json` describes it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from checker.explain.families import Explained, FamilyProof
from checker.explain.onward import ExplainedBeyond
from checker.explain.proof import Proof, leaves
from checker.explain.steps import Steps
from checker.explain.wording import Wording
from checker.flows import reported
from checker.judge.findings import findings
from checker.judge.graph import Settled
from checker.model import Exchange
from checker.norms import for_a_person
from checker.pack import Pack

SCHEMA = "grondslag-proof/1"


def proof_document(
    exchange: Exchange,
    registry: str,
    told: Explained,
    pack: Pack,
    as_of: date,
    families: Sequence[FamilyProof] | None = None,
    beyond: ExplainedBeyond | None = None,
) -> dict[str, Any]:
    """Return the document: the outcomes, per family the steps of its proof, and the triples that it stands on.

    Args:
        exchange: the exchange.
        registry: where it was read from.
        told: the exchange as it was judged by itself.
        pack: the pack.
        as_of: the day on which it was judged.
        families: those to show; all if not given.
        beyond: what goes beyond the exchange, where that was judged.
    """
    order = {family.code: place for place, family in enumerate(reported(pack).families)}
    more = () if beyond is None else beyond.families
    every = sorted((*told.families, *more), key=lambda f: order[f.family.code])
    shown = every if families is None else sorted((*families, *more), key=lambda f: order[f.family.code])
    rules = sorted(told.said, key=lambda rule: rule.code)
    graph = Settled(told.graph)
    said = findings(graph, told.node, exchange, rules, pack)
    numbers: dict[Proof, int] = {}
    own = Steps(graph, told.node, said, Wording(graph, pack, told.node), numbers)
    laid = {family.family.code: own for family in told.families}
    if beyond is not None:
        graph = Settled(beyond.graph)
        words = Wording(graph, pack, beyond.node, beyond.names)
        further = Steps(graph, beyond.node, beyond.findings, words, numbers, beyond.about)
        laid |= {family.family.code: further for family in more}
    outcomes = {f.family.code: f.outcome for f in every if not f.family.gives_scope}
    scope = next((f.outcome for f in told.families if f.family.gives_scope), "")
    return {
        "schema": SCHEMA,
        "id": exchange.id,
        "registry": registry,
        "row": exchange.row,
        "as_of": as_of.isoformat(),
        "verdict": next(v.code for v in pack.verdicts if v.outcome is None or v.outcome in outcomes.values()),
        "scope": scope,
        "outcomes": outcomes,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "labels": {
            "verdicts": {verdict.code: verdict.label for verdict in pack.verdicts},
            "outcomes": pack.outcomes,
            "scopes": pack.scopes,
        },
        "families": [
            {
                "family": family.family.code,
                "label": family.family.label,
                "outcome": family.outcome,
                "rules": [rule.code for rule in family.decided],
                "steps": [laid[family.family.code].rule(rule) for rule in family.rules],
            }
            for family in shown
        ],
        "for_a_person": for_a_person(exchange, scope, pack),
        "leaves": sorted(
            [term.n3() for term in triple]
            for triple in leaves(proof for family in shown for rule in family.rules for proof in rule.proofs)
        ),
    }  # fmt: skip
