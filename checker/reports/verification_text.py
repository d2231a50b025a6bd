"""A verification of a receipt as text for a person."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.reports.console import Unbroken, printed
from checker.reports.parts import day
from checker.reports.text import plain

SHOWN = 40
"""Differences and files that are shown one by one."""
LONGEST = 1_000
"""Characters of a line that are shown."""
WORDS: dict[str, dict[str, str]] = {
    "title": {"nl": "Nagaan van een toetsdossier", "en": "Verification of a receipt"},
    "receipt": {"nl": "{source}: {parts} delen", "en": "{source}: {parts} parts"},
    "whole": {
        "nl": "✓ Heel: elk deel heeft de hash die erbij hoort.",
        "en": "✓ Whole: each part has the hash that belongs to it.",
    },
    "broken": {
        "nl": "✗ Niet heel: deze delen zijn gewijzigd, verdwenen of toegevoegd. Er is niet opnieuw getoetst.",
        "en": "✗ Not whole: these parts were changed, are missing or were added. Nothing was checked again.",
    },
    "changed": {"nl": "gewijzigd", "en": "changed"},
    "missing": {"nl": "verdwenen", "en": "missing"},
    "added": {"nl": "toegevoegd", "en": "added"},
    "made": {
        "nl": "Gemaakt met grondslag {version} en pakket {pack}, toetsdatum {day}.",
        "en": "Made by grondslag {version} and pack {pack}, run date {day}.",
    },
    "same_engine": {
        "nl": "De geïnstalleerde grondslag is dezelfde versie.",
        "en": "The installed grondslag is the same version.",
    },
    "other_engine": {
        "nl": "Geïnstalleerd is een andere versie: {names}. Wat hieronder verschilt, kan daaraan liggen.",
        "en": "Another version is installed: {names}. What differs below may be due to that.",
    },
    "same_pack": {
        "nl": "Het meegeleverde pakket is hetzelfde als dat in het dossier.",
        "en": "The pack that ships with grondslag is the same as that in the receipt.",
    },
    "other_pack": {
        "nl": "Het meegeleverde pakket is een ander dan dat in het dossier, in {n} bestanden: {files}. Getoetst is met"
        " dat uit het dossier.",
        "en": "The pack that ships with grondslag is another than that in the receipt, in {n} files: {files}. The check"
        " was made by that of the receipt.",
    },
    "impact": {
        "nl": "Wat dat voor dit register uitmaakt, zegt:",
        "en": "What that means for this registry is told by:",
    },
    "same": {
        "nl": "✓ Opnieuw getoetst, {n} uitwisselingen: dezelfde oordelen, uitkomsten en bevindingen{letter}.",
        "en": "✓ Checked again, {n} exchanges: the same verdicts, outcomes and findings{letter}.",
    },
    "letter": {"nl": ", en het rapport is tot op de letter gelijk", "en": ", and the report is equal to the letter"},
    "no_letter": {"nl": "; alleen de bewoording van het rapport verschilt", "en": "; only its wording differs"},
    "differs": {
        "nl": "✗ Opnieuw getoetst, {n} uitwisselingen: er zijn verschillen met het rapport in het dossier.",
        "en": "✗ Checked again, {n} exchanges: there are differences from the report in the receipt.",
    },
    "difference": {"nl": "{id}, rij {row}, {field}: {then} → {now}", "en": "{id}, row {row}, {field}: {then} → {now}"},
    "whole_report": {"nl": "{field}: {then} → {now}", "en": "{field}: {then} → {now}"},
    "more": {"nl": "en meer; alles staat in --format json", "en": "and more; all of it is in --format json"},
    "nothing": {"nl": "(niets)", "en": "(nothing)"},
    "verdict": {"nl": "oordeel", "en": "verdict"},
    "scope": {"nl": "bereik", "en": "scope"},
    "reading": {"nl": "gelezen codes", "en": "codes read"},
    "finding": {"nl": "bevindingen", "en": "findings"},
    "exchange": {"nl": "uitwisseling", "en": "exchange"},
    "note": {
        "nl": "Nagaan zegt dat het dossier bij zichzelf past en opnieuw dezelfde uitkomst geeft, niet wie het maakte:"
        " daarvoor dient een handtekening bij het bestand. sha256 van het bestand: {sha}",
        "en": "A verification says that the receipt fits itself and gives the same again, not who made it: that takes a"
        " signature beside the file. sha256 of the file: {sha}",
    },
}


def verification_text(document: dict[str, Any], language: str = "nl", width: int = 80, colour: bool = False) -> str:
    """Return a verification as text of a given width."""
    return printed(_parts(document, language), width, colour)


def _word(key: str, language: str, **values: object) -> str:
    return WORDS[key][language].format(**values)


def _parts(document: dict[str, Any], language: str) -> Iterator[RenderableType]:
    receipt, pack, engine = document["receipt"], document["pack"], document["engine"]
    yield Text(_word("title", language), style="bold")
    yield _line(_word("receipt", language, source=receipt["source"], parts=receipt["parts"]))
    named = f"{pack['id']} {pack['version']}"
    told_day = day(document["as_of"], language)
    yield _line(_word("made", language, version=engine["then"], pack=named, day=told_day))
    yield ""
    yield Text(_word("whole" if document["whole"] else "broken", language))
    for change in document["changed"][:SHOWN]:
        yield _below(f"{change['path']}: {_word(change['how'], language)}")
    if not document["whole"]:
        return
    yield Text(_engine(document, language))
    installed = document["installed_pack"]
    files = ", ".join(installed["files"][:5]) + (" …" if len(installed["files"]) > 5 else "")
    key = "same_pack" if installed["same"] else "other_pack"
    yield _line(_word(key, language, n=len(installed["files"]), files=files))
    if impact := installed.get("impact"):
        yield _line(_word("impact", language))
        yield Unbroken(f"  {plain(impact, LONGEST)}")
    yield ""
    letter = _word("letter" if document["to_the_letter"] else "no_letter", language)
    yield Text(_word("same" if document["same"] else "differs", language, n=document["exchanges"], letter=letter))
    for one in document["differences"][:SHOWN]:
        yield _below(_difference(one, document["labels"], language))
    if len(document["differences"]) > SHOWN:
        yield _below(_word("more", language))
    yield ""
    yield Text(_word("note", language, sha=receipt["sha256"]), style="dim")


def _line(text: str) -> Text:
    return Text(plain(text, LONGEST))


def _below(text: str) -> RenderableType:
    return Padding(_line(text), (0, 0, 0, 2))


def _engine(document: dict[str, Any], language: str) -> str:
    pairs = {"grondslag": document["engine"], **document["libraries"]}
    other = [f"{name} {pair['then']} → {pair['now']}" for name, pair in pairs.items() if pair["then"] != pair["now"]]
    return _word("other_engine" if other else "same_engine", language, names=", ".join(other))


def _difference(one: dict[str, Any], labels: dict[str, Any], language: str) -> str:
    field = one["field"]
    known = labels["families"] | {key: WORDS[key] for key in WORDS.keys() & {field}}
    values = {**labels["outcomes"], **labels["verdicts"], **labels["scopes"]}
    then, now = (
        values.get(one[key], {}).get(language, one[key]) or _word("nothing", language) for key in ("then", "now")
    )
    name = known.get(field, {}).get(language, field)
    key = "difference" if one["row"] else "whole_report"
    return _word(key, language, id=one["id"], row=one["row"], field=name, then=then, now=now)
