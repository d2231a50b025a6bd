"""Check a register of decisions: read it, judge it, and give the document of its results."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checker.judge.decisions import Decision, judge_decisions
from checker.pack import Pack, load_pack, pack_judging
from checker.readers.registry import read_registry
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges
from checker.terms.repetition import repeated_terms
from checker.vocabulary import GS


def check_decisions(
    register: str | Path, pack: str | Pack = DEFAULT_PACK, as_of: date | None = None, *, sheet: str | None = None
) -> list[Decision]:
    """Return the decisions in a register with their results and findings, in order.

    Args:
        register: the path of a file, or "-" for standard input.
        pack: the id of a pack, the folder of one, or a pack already loaded.
        as_of: the day on which to judge; today if not given.
        sheet: the name or number of the sheet of a workbook.

    Raises GrondslagError where the register or pack cannot be read.
    """
    judging, shapes = pack_judging(GS.Decision, load_pack(pack) if isinstance(pack, str) else pack)
    known = {name for column in judging.columns for name in (column.code, *column.headers, *column.synonyms)}
    read = read_exchanges(read_registry(register, sheet=sheet, known=known), judging)
    return judge_decisions(read.exchanges, repeated_terms(read, judging), judging, shapes, as_of or date.today())


def decisions_document(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return what is told of decisions as JSON."""
    return {
        "decisions": [
            {
                "id": decision.id,
                "result": decision.result,
                "findings": [
                    {"rule": finding.rule, "severity": finding.severity, "message": finding.message}
                    for finding in decision.findings
                ],
            }
            for decision in decisions
        ]
    }
