"""Choose the exchanges of a check that an assessment is about."""

from checker.dpia.facts import Choice, Chosen
from checker.errors import GrondslagError
from checker.judge.wording import quote
from checker.repair.checked import Checked
from checker.suggest.asked import EXPORTER, IMPORTER, PURPOSE, column_of, read_question

MOST = 1_000
"""Exchanges in one assessment: more are no document that a person reads."""


def chosen(checked: Checked, choice: Choice) -> Chosen:
    """Return the exchanges that a choice is about, with their judgements.

    Raises GrondslagError where an identifier or name is not known, nothing is left, or more than a document can hold.
    """
    asked = read_question(
        choice.exporter or None, choice.importer or None, choice.aim or None, (), checked.as_of, checked.pack
    )
    wanted = [
        (column_of(checked.pack, prop).code, term)
        for prop, term in ((EXPORTER, asked.exporter), (IMPORTER, asked.importer), (PURPOSE, asked.aim))
        if term is not None
    ]
    identifiers = choice.identifiers
    known = {exchange.id for exchange in checked.exchanges}
    missing = [name for name in identifiers if name not in known]
    if missing:
        names = ", ".join(map(quote, dict.fromkeys(missing)))
        raise GrondslagError(
            f"Deze kenmerken staan niet in het register: {names}. Noem kenmerken die er wel in staan.",
            f"These identifiers are not in the registry: {names}. Name identifiers that are.",
        )
    kept = [
        (exchange, judgement, cells)
        for exchange, judgement, cells in zip(checked.exchanges, checked.judged, checked.rows(), strict=True)
        if (not identifiers or exchange.id in identifiers)
        and all(term in exchange.values.get(code, ()) for code, term in wanted)
    ]
    if not kept:
        raise GrondslagError(
            "Geen enkele uitwisseling in het register voldoet aan deze keuze: kies andere kenmerken, partijen of een"
            " ander doel.",
            "No exchange in the registry fits this choice: choose other identifiers, parties or another purpose.",
        )
    if len(kept) > MOST:
        raise GrondslagError(
            f"Een DPIA gaat over hoogstens {MOST} uitwisselingen, en dit zijn er {len(kept)}: kies met --id, --purpose,"
            " --sender of --recipient.",
            f"A DPIA is about {MOST} exchanges at most, and these are {len(kept)}: choose by --id, --purpose, --sender"
            " or --recipient.",
        )
    exchanges, judged, rows = zip(*kept, strict=True)
    return Chosen(exchanges, judged, rows, choice)
