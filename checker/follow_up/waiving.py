"""Write a waiver: add it to a file of waivers as text, so that what people wrote in that file stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from checker.audit.waivers import KEY
from checker.errors import GrondslagError
from checker.readers.source import Source, open_source
from checker.readers.yamltext import SUFFIXES, list_of, read_yaml

HEAD = (
    "# Aanvaarde bevindingen: wie aanvaardt wat, waarom en tot wanneer. / Waived findings: who waives what, why and\n"
    "# until when. Zie / see: grondslag check --waivers\n"
)
WIDTH = 100


def entries(
    document: Mapping[str, Any], identifier: str, rule: str, details: Mapping[str, str], is_whole: bool
) -> list[dict[str, str]]:
    """Return the waivers of the findings of a rule in an exchange: one for each finding, as it is now.

    Args:
        document: the report that holds them.
        identifier: that of the exchange.
        rule: the code of the rule.
        details: reason, owner, approved_by, date and until.
        is_whole: waive instead whatever this rule finds in this exchange, later as well.

    Raises GrondslagError where there is no such finding.
    """
    exchanges = [exchange for exchange in document["exchanges"] if exchange["id"] == identifier]
    if not exchanges:
        raise GrondslagError(
            f"Kenmerk {identifier} staat niet in het register: neem het over uit het rapport.",
            f"Identifier {identifier} is not in the registry: copy it from the report.",
        )
    found = [finding for exchange in exchanges for finding in exchange["findings"]]
    prints = dict.fromkeys(finding["fingerprint"] for finding in found if finding["rule"] == rule)
    if not prints:
        codes = ", ".join(dict.fromkeys(finding["rule"] for finding in found))
        raise GrondslagError(
            f"Bij {identifier} is er geen bevinding van regel {rule}"
            + (f": kies uit {codes}." if codes else " en ook geen andere: er valt niets te aanvaarden."),
            f"There is no finding of rule {rule} in {identifier}"
            + (f": choose from {codes}." if codes else " and no other: there is nothing to waive."),
        )
    named = {"exchange": identifier, "rule": rule}
    if is_whole:
        return [named | dict(details)]
    return [named | {"fingerprint": one} | dict(details) for one in prints]


def require_sound(details: Mapping[str, str], as_of: date) -> None:
    """Raise GrondslagError where something is left empty, or the last day is no day or has passed."""
    empty = [f"--{name.replace('_', '-')}" for name, text in details.items() if not text.strip()]
    if empty:
        raise GrondslagError(
            f"{', '.join(empty)}: leeg, en een aanvaarding zonder is niet te verantwoorden; vul het in.",
            f"{', '.join(empty)}: empty, and a waiver without it cannot be accounted for; fill it in.",
        )
    if date.fromisoformat(details["until"]) < max(as_of, date.fromisoformat(details["date"])):
        raise GrondslagError(
            f"--until {details['until']} is al voorbij of ligt voor --date: noem een latere dag.",
            f"--until {details['until']} has passed or lies before --date: name a later day.",
        )


def added(path: Path, new: Sequence[Mapping[str, str]]) -> str:
    """Return the text of a file with waivers added at its end; of a file that is not there, a new one.

    Raises GrondslagError where the file is no YAML of waivers, holds one of them already, or cannot be added to.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise GrondslagError(
            f"{path} is geen YAML: noem een bestand dat op .yaml eindigt, of zet de aanvaarding zelf in de tabel.",
            f"{path} is no YAML: name a file that ends in .yaml, or put the waiver into the table yourself.",
        )
    if not path.exists():
        return f"{HEAD}{KEY}:\n{_block(new, 2)}"
    source = open_source(path)
    before = _rows(source)
    _require_new(path, before, new)
    listed = list_of(source, KEY)
    text = source.data.decode("utf-8-sig")
    start = text if text.endswith("\n") or not text else text + "\n"
    if listed is None:
        made = f"{start}{_block(new, 2)}" if f"{KEY}:" in text else f"{start}{KEY}:\n{_block(new, 2)}"
    else:
        made = start + _block(new, listed.start_mark.column)
    if not _holds(made, path, [*before, *(dict(one) for one in new)]):
        raise GrondslagError(
            f"{path} kan niet worden aangevuld zoals het is opgemaakt: zet {KEY}: als laatste, met - voor elke"
            " aanvaarding op een eigen regel.",
            f"{path} cannot be added to as it is laid out: put {KEY}: last, with - before each waiver on a line of its"
            " own.",
        )
    return made


def _rows(source: Source) -> list[dict[str, str]]:
    table = read_yaml(source, KEY)
    return [{name: cell for name, cell in zip(table.header, cells, strict=True) if cell} for _, cells in table.rows]


def _require_new(path: Path, before: Iterable[Mapping[str, str]], new: Iterable[Mapping[str, str]]) -> None:
    key = ("exchange", "rule", "fingerprint")
    known = {tuple(one.get(name, "") for name in key): one.get("until", "") for one in before}
    for one in new:
        until = known.get(tuple(one.get(name, "") for name in key))
        if until is not None:
            raise GrondslagError(
                f"{path} bevat al een aanvaarding van {one['exchange']}, {one['rule']}, tot en met {until}: wijzig die,"
                " of haal haar eerst weg.",
                f"{path} already holds a waiver of {one['exchange']}, {one['rule']}, until {until}: change that one, or"
                " remove it first.",
            )


def _holds(text: str, path: Path, expected: Sequence[Mapping[str, str]]) -> bool:
    try:
        return _rows(Source(str(path), text.encode())) == [dict(one) for one in expected]
    except GrondslagError:
        return False


def _block(new: Sequence[Mapping[str, str]], indent: int) -> str:
    """Return waivers as lines of YAML, every text in a form that YAML reads as that text."""
    text = yaml.safe_dump([dict(one) for one in new], allow_unicode=True, sort_keys=False, width=WIDTH)
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in text.splitlines())
