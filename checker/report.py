"""A report: all that a check has to say, as one document from which every rendering is made."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from checker.errors import GrondslagError

if TYPE_CHECKING:
    import pandas

SCHEMA = "grondslag-report/1"


class Explains(Protocol):
    """What can prove the outcomes of the exchanges in a report."""

    def __call__(self, identifier: str, ground: str | None = None, /) -> list[dict[str, Any]]: ...


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

    def to_json(self) -> str:
        """Return the report as JSON; the same input on the same day gives the same text."""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"

    @cached_property
    def verdicts(self) -> "pandas.DataFrame":
        """One row per exchange: id, verdict, scope, an outcome per family, and the codes of the rules met."""
        import pandas

        columns = ["id", "verdict", "scope", *self.document["summary"]["families"], "rules"]
        return pandas.DataFrame(
            [
                {"id": e["id"], "verdict": e["verdict"], "scope": e["scope"], **e["outcomes"],
                 "rules": ";".join(dict.fromkeys(f["rule"] for f in e["findings"]))}
                for e in self.document["exchanges"]
            ],
            columns=columns,
        )  # fmt: skip

    @cached_property
    def findings(self) -> "pandas.DataFrame":
        """One row per finding: the exchange it is about, rule, family, severity, texts, values, sources."""
        import pandas

        columns = ["id", "row", "rule", "family", "severity", "message_nl", "message_en", "remedy_nl", "remedy_en",
                   "values", "follows_from", "sources", "fingerprint"]  # fmt: skip
        return pandas.DataFrame(
            [
                {"id": e["id"], "row": e["row"], "rule": f["rule"], "family": f["family"], "severity": f["severity"],
                 **{f"{part}_{language}": f[part].get(language, "") for part in ("message", "remedy")
                    for language in ("nl", "en")},
                 "values": "; ".join(f"{v['field']}={v['code']}" for v in f["values"]),
                 "follows_from": ";".join(f["follows_from"]),
                 "sources": "; ".join(s["citation"] for s in f["sources"]),
                 "fingerprint": f["fingerprint"]}
                for e in self.document["exchanges"] for f in e["findings"]
            ],
            columns=columns,
        )  # fmt: skip
