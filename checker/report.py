"""A report: all that a check has to say, as one document from which every rendering is made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

SCHEMA = "grondslag-report/1"
NAMES = {"verdict": "oordeel", "scope": "bereik", "rules": "regels"}
MOST_ROWS = 60
"""Exchanges that a notebook shows."""


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

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the counts, and the exchanges with their outcomes, in Dutch as by default."""
        return "".join(self._notebook())

    def _notebook(self) -> Iterator[str]:
        document, labels = self.document, self.document["labels"]
        pack, verdicts = document["pack"], reversed(document["summary"]["verdicts"].items())
        sources = ", ".join(registry["source"] for registry in document["registries"])
        yield f"<p><b>{escape(sources)}</b><br>{escape(pack['label']['nl'])} {escape(pack['version'])}"
        yield f" · {escape(document['as_of'])}</p>"
        yield "<ul>"
        yield from (f"<li>{count} {escape(labels['verdicts'][code]['nl'])}</li>" for code, count in verdicts)
        yield "</ul>"
        families = list(document["summary"]["families"])
        told = self.verdicts.head(MOST_ROWS).copy()
        told["verdict"] = [labels["verdicts"][code]["nl"] for code in told["verdict"]]
        told["scope"] = [labels["scopes"].get(code, {}).get("nl", code) for code in told["scope"]]
        for family in families:
            told[family] = [labels["outcomes"][code]["nl"] for code in told[family]]
        names = {"id": labels["columns"].get("id", {}).get("nl", "id"), **NAMES}
        names |= {family: labels["families"][family]["nl"] for family in families}
        yield told.rename(columns=names).to_html(index=False, border=0, escape=True)
        if len(self.verdicts) > MOST_ROWS:
            yield f"<p>Getoond: de eerste {MOST_ROWS} van {len(self.verdicts)} uitwisselingen.</p>"
