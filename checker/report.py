"""A report: all that a check has to say, as one document from which every rendering is made."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker.errors import GrondslagError
from checker.repair import Checked, repairs

if TYPE_CHECKING:
    import pandas

SCHEMA = "grondslag-report/1"


@dataclass(frozen=True)
class Report:
    """The result of a check. `document` is the report as its JSON Schema describes it."""

    document: dict[str, Any]
    source: Checked | None = field(default=None, repr=False, compare=False)
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
        return repairs(self.source, ids).document

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
