"""Put a difference between two reports into words, in an order and shape that every form lays out alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.reports.difference.words import word
from checker.reports.parts import SIGNS, day, number_of, one_line

Document = Mapping[str, Any]
LONGEST = 300
CHANGES = ("came", "went", "changed")
MARKS = {"came": "+", "went": "−", "changed": "~"}


@dataclass(frozen=True)
class Line:
    """A finding that came, went or changed."""

    change: str
    mark: str
    head: str
    text: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """An exchange in which something differs."""

    mark: str
    head: str
    details: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """A difference in words."""

    language: str
    title: str
    heads: tuple[str, str, str]
    facts: tuple[tuple[str, str, str], ...]
    """What each report is of: a name, what it was and what it is."""
    counts: tuple[tuple[str, ...], ...]
    """A head and a row for exchanges and for findings."""
    parts: tuple[Part, ...]
    nothing: str
    note: str


def told(document: Document, language: str) -> Told:
    """Return a difference in words; what came up stands first."""

    def say(key: str, **values: object) -> str:
        return word(key, language, **values)

    parts = sorted(document["exchanges"], key=_weight)
    kinds = (*CHANGES, "same")
    rows = [(say(thing), *(str(document["summary"][thing].get(kind, "–")) for kind in kinds))
            for thing in ("exchanges", "findings")]  # fmt: skip
    return Told(
        language=language,
        title=say("title"),
        heads=("", say("old"), say("new")),
        facts=tuple(_facts(document, language)),
        counts=(("", *(f"{MARKS.get(kind, '=')} {say(kind)}" for kind in kinds)), *rows),
        parts=tuple(_part(exchange, document, language) for exchange in parts),
        nothing="" if parts else say("nothing"),
        note=say("none"),
    )


def _weight(exchange: Document) -> tuple[int, str]:
    """Return the order in which to tell: exchanges with a violation that came first, then others by identifier."""
    came = {one["finding"]["severity"] for one in exchange["findings"] if one["change"] == "came"}
    return (0 if "violation" in came else 1 if "warning" in came else 2, exchange["id"])


def _facts(document: Document, language: str) -> Iterator[tuple[str, str, str]]:
    sides = (document["old"], document["new"])

    def row(name: str, texts: Sequence[str]) -> tuple[str, str, str]:
        return name, texts[0], texts[1]

    yield row(word("report", language), [one_line(side["source"], LONGEST) for side in sides])
    for place in range(max(len(side["registries"]) for side in sides)):
        known = [side["registries"][place : place + 1] for side in sides]
        texts = [f"{one_line(r[0]['source'], LONGEST)} · {number_of(r[0]['exchanges'], language)}" if r else "–"
                 for r in known]  # fmt: skip
        yield row(word("registry", language), texts)
    packs = [side["pack"] for side in sides]
    yield row(word("pack", language), [f"{one_line(p['label'][language])} {one_line(p['version'])} · {p['sha256'][:12]}"
                                       for p in packs])  # fmt: skip
    yield row(word("date", language), [day(side["as_of"], language) for side in sides])
    yield row(word("engine", language), [one_line(side["generator"]["version"]) for side in sides])
    labels = document["labels"]["verdicts"]
    for verdict in reversed(sides[1]["verdicts"]):
        yield row(f"{SIGNS[verdict]} {labels[verdict][language]}", [str(s["verdicts"].get(verdict, 0)) for s in sides])


def _part(exchange: Document, document: Document, language: str) -> Part:
    labels, verdict = document["labels"], exchange["verdict"]
    names = [labels["verdicts"][code][language] for code in dict.fromkeys([verdict["old"], verdict["new"]]) if code]
    row = exchange["rows"]["new"] or exchange["rows"]["old"]
    place = f" ({word('row', language, n=row)})" if row else ""
    said = one_line(exchange["id"]) or word("no_id", language)
    details = [
        word("cell", language, header=one_line(cell["header"]), **{s: one_line(cell[s], 120) for s in ("old", "new")})
        for cell in exchange["cells"]
    ]
    for outcome in exchange["outcomes"]:
        texts = {side: labels["outcomes"][outcome[side]][language] if outcome[side] else word("absent", language)
                 for side in ("old", "new")}  # fmt: skip
        details.append(word("outcome", language, family=labels["families"][outcome["family"]][language], **texts))
    details.append(f"{word('why', language)}: {_causes(exchange['causes'], document, language)}")
    return Part(
        MARKS[exchange["change"]],
        f"{said} · {' → '.join(names)}{place} · {word(exchange['change'], language)}",
        tuple(details),
        tuple(_line(one, exchange, document, language) for one in exchange["findings"]),
    )


def _line(one: Document, exchange: Document, document: Document, language: str) -> Line:
    finding = one["finding"]
    name = document["rules"][finding["rule"]]["name"][language]
    head = f"{SIGNS[finding['severity']]} {finding['rule']} {name} · {word(one['change'], language)}"
    details = [_what(what, one, language) for what in one["what"]]
    if one["causes"] != exchange["causes"]:
        details.append(f"{word('why', language)}: {_causes(one['causes'], document, language)}")
    return Line(
        one["change"], MARKS[one["change"]], head, one_line(finding["message"][language], 2_000), tuple(details)
    )


def _what(what: str, one: Document, language: str) -> str:
    was, now = one["was"], one["finding"]
    if what == "severity":
        return word("what_severity", language, old=word(was[what], language), new=word(now[what], language))
    if what == "waiver" and "waiver" in now:
        texts = {name: one_line(now["waiver"][name], LONGEST) for name in ("reason", "approved_by")}
        return word("what_waiver_came", language, until=day(now["waiver"]["until"], language), **texts)
    if what == "waiver":
        return word("what_waiver_went", language, until=day(was["waiver"]["until"], language))
    return word("what_words", language)


def _causes(causes: Sequence[str], document: Document, language: str) -> str:
    sides = {side: document[side] for side in ("old", "new")}
    values = {
        "law": {
            s: f"{one_line(d['pack']['id'])} {one_line(d['pack']['version'])} · {d['pack']['sha256'][:12]}"
            for s, d in sides.items()
        },
        "engine": {s: one_line(d["generator"]["version"]) for s, d in sides.items()},
        "date": {s: day(d["as_of"], language) for s, d in sides.items()},
    }
    said = "; ".join(word(f"cause_{cause}", language, **values.get(cause, {})) for cause in causes)
    return said if len(causes) == 1 else word("one_of", language, causes=said)
