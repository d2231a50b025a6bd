"""A report: all that a check has to say, as one document from which every rendering is made."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

SCHEMA = "grondslag-report/1"
FINDING = ("id", "row", "rule", "family", "severity", "message_nl", "message_en", "remedy_nl", "remedy_en", "values",
           "follows_from", "sources", "fingerprint")  # fmt: skip
"""The columns of a table of findings."""


@dataclass(frozen=True)
class Report:
    """The result of a check. `document` is the report as its JSON Schema describes it."""

    document: dict[str, Any]

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

        return pandas.DataFrame(
            [finding_row(e["id"], e["row"], f) for e in self.document["exchanges"] for f in e["findings"]],
            columns=list(FINDING),
        )


def finding_row(name: str, row: int, finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding of the document as a row of a table; see `FINDING`."""
    texts = {f"{part}_{language}": finding[part].get(language, "") for part in ("message", "remedy")
             for language in ("nl", "en")}  # fmt: skip
    return {
        "id": name,
        "row": row,
        "rule": finding["rule"],
        "family": finding["family"],
        "severity": finding["severity"],
        **texts,
        "values": "; ".join(f"{value['field']}={value['code']}" for value in finding["values"]),
        "follows_from": ";".join(finding["follows_from"]),
        "sources": "; ".join(source["citation"] for source in finding["sources"]),
        "fingerprint": finding["fingerprint"],
    }
