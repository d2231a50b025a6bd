"""Attach to a report what more can be told of its exchanges: how outcomes came about, and what would lift findings.

Both take longer than the check itself, so a report holds them only where they are asked for or are few. Equal exchanges
share them: each stands once in the document, and the exchanges say where.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from checker.errors import GrondslagError
from checker.judge.questions import question
from checker.repair.checked import Checked
from checker.repair.repairs import repairs
from checker.report import Explains, Report

FEW = 50
"""Different exchanges of which all can be attached in well under a minute."""
MOST_PROVED = 1_000
"""Different exchanges; a proof takes about half a megabyte of memory."""
PROOFS, REPAIRS = "proofs", "repairs"
PLACES = {PROOFS: "proof", REPAIRS: "repair"}
"""What is attached, with what an exchange calls its place there."""

Document = dict[str, Any]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]


@dataclass(frozen=True)
class Attached:
    """What to attach: proofs of all exchanges, of those with an objection or of none, and proposals or none."""

    proofs: bool = True
    repairs: bool = True
    of_all: bool = True
    """Whether exchanges without objection are proved as well."""


def attach(report: Report, what: Attached, progress: Progress | None = None) -> Report:
    """Return a report with proofs and proposals in its document.

    Raises GrondslagError where the report was not made by a check, or too many exchanges differ to be proved.
    """
    if report.source is None or report.explains is None:
        raise GrondslagError(
            "Dit rapport is niet door een toetsing gemaakt: toets het register opnieuw.",
            "This report was not made by a check: check the registry again.",
        )
    exchanges: list[Document] = [dict(exchange) for exchange in report.document["exchanges"]]
    more: Document = {}
    if what.proofs:
        places = list(range(len(exchanges))) if what.of_all else objections(report)
        more[PROOFS] = _proofs(exchanges, places, report.source, report.explains, progress)
    if what.repairs:
        more[REPAIRS] = _repairs(exchanges, objections(report), report.source, progress)
    return Report(report.document | {"exchanges": exchanges} | more, report.explains, report.source)


def only(report: Report, kept: Iterable[str]) -> Report:
    """Return a report with, of what was attached, only this."""
    left = set(PLACES) - set(kept)
    if not left & report.document.keys():
        return report
    places = {PLACES[name] for name in left}
    document = {name: held for name, held in report.document.items() if name not in left}
    exchanges = [{name: held for name, held in e.items() if name not in places} for e in document["exchanges"]]
    return Report(document | {"exchanges": exchanges}, report.explains, report.source)


def objections(report: Report) -> list[int]:
    """Return the places of the exchanges that are not without objection."""
    best = next(iter(report.document["summary"]["verdicts"]))
    return [place for place, e in enumerate(report.document["exchanges"]) if e["verdict"] != best]


def are_few(report: Report) -> bool:
    """Return whether so few different exchanges have an objection that all can be attached without being asked for."""
    source = report.source
    return source is not None and len({question(source.exchanges[place]) for place in objections(report)}) <= FEW


def _proofs(
    exchanges: Sequence[Document], places: Sequence[int], source: Checked, explains: Explains, progress: Progress | None
) -> list[Document]:
    first: dict[Hashable, int] = {}
    for place in places:
        first.setdefault(question(source.exchanges[place]), place)
    if len(first) > MOST_PROVED:
        raise GrondslagError(
            f"Er zijn {len(first)} verschillende uitwisselingen, en een rapport draagt hooguit {MOST_PROVED} bewijzen:"
            " toets minder rijen, of vraag het bewijs per uitwisseling met grondslag explain.",
            f"There are {len(first)} different exchanges, and a report holds at most {MOST_PROVED} proofs: check fewer"
            " rows, or ask for the proof of an exchange by grondslag explain.",
        )
    made: Iterable[Document] = explains.proofs(list(first.values()))
    if progress is not None:
        made = progress(made, len(first))
    proofs = [{name: proof[name] for name in ("families", "for_a_person", "leaves")} for proof in made]
    found = {key: at for at, key in enumerate(first)}
    for place in places:
        exchanges[place][PLACES[PROOFS]] = found[question(source.exchanges[place])]
    return proofs


def _repairs(
    exchanges: Sequence[Document], places: Sequence[int], source: Checked, progress: Progress | None
) -> list[Document]:
    made = repairs(source, progress=progress).document["exchanges"]
    found: list[Document] = []
    known: dict[str, int] = {}
    for place in places:
        repair = {name: made[place][name] for name in ("proposals", "more", "open")}
        # Equal exchanges may still differ in how a cell is written, and a split names them.
        key = repr(repair)
        if key not in known:
            known[key] = len(found)
            found.append(repair)
        exchanges[place][PLACES[REPAIRS]] = known[key]
    return found
