"""A report: all that a check has to say, as one document from which every rendering is made."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from checker.audit.columns import VERDICT_MARKS, finding_marks, mark_cells, marked_rules, verdict_marks
from checker.errors import GrondslagError

if TYPE_CHECKING:
    import pandas

    from checker.repair.checked import Checked

SCHEMA = "grondslag-report/1"
NAMES = {"verdict": "oordeel", "scope": "bereik", "rules": "regels"}
MOST_ROWS = 60
"""Exchanges that a notebook shows."""

FINDING_COLUMNS = ("id", "row", "rule", "family", "severity", "message_nl", "message_en", "remedy_nl", "remedy_en",
                   "values", "follows_from", "sources", "fingerprint")  # fmt: skip
"""Of the table with one finding a row."""


def verdict_columns(families: Iterable[str], marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the columns of the table with one exchange a row, for the families of a pack."""
    return ("id", "verdict", "scope", *families, "rules", *marks)


def verdict_row(exchange: Mapping[str, Any], families: Iterable[str], marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Return an exchange as a row of that table; `rules` holds the codes of the rules met, in their order."""
    findings = [(finding["rule"], finding) for finding in exchange["findings"]]
    rules = (
        marked_rules(findings, is_marked) for is_marked in (lambda _: True, *(VERDICT_MARKS[name] for name in marks))
    )
    outcomes = (exchange["outcomes"][family] for family in families)
    return (exchange["id"], exchange["verdict"], exchange["scope"], *outcomes, *rules)


def finding_row(
    exchange: Mapping[str, Any], finding: Mapping[str, Any], marks: Iterable[str] = ()
) -> tuple[str | int, ...]:  # fmt: skip
    """Return a finding of an exchange as a row of the table with one finding a row."""
    texts = (finding[part].get(language, "") for part in ("message", "remedy") for language in ("nl", "en"))
    return (
        exchange["id"],
        exchange["row"],
        finding["rule"],
        finding["family"],
        finding["severity"],
        *texts,
        "; ".join(f"{value['field']}={value['code']}" for value in finding["values"]),
        ";".join(finding["follows_from"]),
        "; ".join(source["citation"] for source in finding["sources"]),
        finding["fingerprint"],
        *mark_cells(finding, marks),
    )


class Explains(Protocol):
    """What can prove the outcomes of the exchanges in a report."""

    def __call__(self, identifier: str, ground: str | None = None, /) -> list[dict[str, Any]]: ...

    def proofs(self, places: Sequence[int], /) -> Iterator[dict[str, Any]]: ...


@dataclass(frozen=True)
class Report:
    """The result of a check. `document` is the report as its JSON Schema describes it."""

    document: dict[str, Any]
    explains: Explains | None = field(default=None, compare=False, repr=False)
    """What proves the outcomes: it holds the registries as they were read, and does not go along to a file."""

    def explain(self, identifier: str, ground: str | None = None) -> dict[str, Any]:
        """Return the proof of an exchange, as `reports/proof.schema.json` describes it.

        Args:
            identifier: the identifier of the exchange in the registry.
            ground: prove instead how the exchange would be judged if it cited this provision alone.

        Raises:
            GrondslagError: there is no such exchange, or more than one; the ground is not known; or this report was
                read from a file, and does not hold the registry.
        """
        if self.explains is None:
            raise GrondslagError(
                "Dit rapport komt uit een bestand en bevat het register niet: toets het register opnieuw, en vraag het"
                " rapport daarvan om uitleg.",
                "This report comes from a file and does not hold the registry: check the registry again, and ask the"
                " report of that to explain.",
            )
        found = self.explains(identifier, ground)
        if len(found) > 1:
            rows = ", ".join(f"{proof['id']} (rij {proof['row']})" for proof in found)
            raise GrondslagError(
                f"Kenmerk {identifier} staat voor meer dan een uitwisseling: {rows}; geef elke een eigen kenmerk.",
                f"Identifier {identifier} stands for more than one exchange: {rows.replace('rij', 'row')}; give each an"
                " identifier of its own.",
            )
        return found[0]

    source: "Checked | None" = field(default=None, repr=False, compare=False)
    """What was read and judged; it is not written down, so a report that was read again has none."""

    def repairs(self, *ids: str) -> dict[str, Any]:
        """Return what would mend the exchanges with these identifiers, or all, as `grondslag repair` writes it.

        Raises GrondslagError where an identifier does not occur, or the report was not made by a check.
        """
        if self.source is None:
            raise GrondslagError(
                "Dit rapport is niet door een toetsing gemaakt: toets het register opnieuw.",
                "This report was not made by a check: check the registry again.",
            )
        # Loaded only where it is asked for.
        from checker.repair.repairs import repairs

        return repairs(self.source, ids).document

    def to_json(self) -> str:
        """Return the report as JSON; the same input on the same day gives the same text."""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"

    @property
    def marked(self) -> tuple[bool, bool]:
        """Whether the check was held against waivers, and against a baseline."""
        return "waivers" in self.document, "baseline" in self.document

    @cached_property
    def verdicts(self) -> "pandas.DataFrame":
        """One row per exchange: id, verdict, scope, an outcome per family, and the codes of the rules met."""
        import pandas

        families, marks = tuple(self.document["summary"]["families"]), verdict_marks(*self.marked)
        rows = [verdict_row(exchange, families, marks) for exchange in self.document["exchanges"]]
        return pandas.DataFrame(rows, columns=list(verdict_columns(families, marks)))

    @cached_property
    def findings(self) -> "pandas.DataFrame":
        """One row per finding: the exchange it is about, rule, family, severity, texts, values, sources."""
        import pandas

        marks = finding_marks(*self.marked)
        rows = [finding_row(exchange, finding, marks) for exchange in self.document["exchanges"]
                for finding in exchange["findings"]]  # fmt: skip
        return pandas.DataFrame(rows, columns=[*FINDING_COLUMNS, *marks])

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the counts, and the exchanges with their outcomes, in Dutch as by default."""
        return "".join(self._notebook())

    def _notebook(self) -> Iterator[str]:
        import pandas

        document, labels = self.document, self.document["labels"]
        pack, verdicts = document["pack"], reversed(document["summary"]["verdicts"].items())
        sources = ", ".join(registry["source"] for registry in document["registries"])
        yield f"<p><b>{escape(sources)}</b><br>{escape(pack['label']['nl'])} {escape(pack['version'])}"
        yield f" · {escape(document['as_of'])}</p>"
        yield "<ul>"
        yield from (f"<li>{count} {escape(labels['verdicts'][code]['nl'])}</li>" for code, count in verdicts)
        yield "</ul>"
        families = list(document["summary"]["families"])
        rows = [verdict_row(exchange, families) for exchange in document["exchanges"][:MOST_ROWS]]
        told = pandas.DataFrame(rows, columns=list(verdict_columns(families)))
        # Without line ends and without marks that turn the direction of writing.
        told["id"] = ["".join(c if c.isprintable() else " " for c in name) for name in told["id"]]
        told["verdict"] = [labels["verdicts"][code]["nl"] for code in told["verdict"]]
        told["scope"] = [labels["scopes"].get(code, {}).get("nl", code) for code in told["scope"]]
        for family in families:
            told[family] = [labels["outcomes"][code]["nl"] for code in told[family]]
        names = {"id": labels["columns"].get("id", {}).get("nl", "id"), **NAMES}
        names |= {family: labels["families"][family]["nl"] for family in families}
        yield told.rename(columns=names).to_html(index=False, border=0, escape=True)
        if len(document["exchanges"]) > MOST_ROWS:
            yield f"<p>Getoond: de eerste {MOST_ROWS} van {len(document['exchanges'])} uitwisselingen.</p>"
