"""The mapping file: proposals as YAML for a person to confirm, and what was confirmed back as names.

PyYAML was chosen for it is what the field's tools read their settings with; only its safe loader is used.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rdflib import URIRef

from checker.errors import GrondslagError
from checker.pack import Pack
from checker.pack.schemes import normal
from checker.terms.names import MAPPING, Names
from checker.terms.proposal import Proposal

MAX_BYTES = 10_000_000
HEAD = {
    "nl": "# Voorstel: hoe dit register kan worden gelezen. Controleer elke regel, verbeter zo nodig read_as,\n"
    "# en zet confirmed op true als hij klopt. Alleen bevestigde regels worden gebruikt:\n"
    "# grondslag check REGISTER --mapping DIT-BESTAND\n"
    "# read_as: '' betekent dat een kolom niet wordt gelezen.\n",
    "en": "# A proposal: how this registry may be read. Check every line, mend read_as where needed,\n"
    "# and set confirmed to true where it is right. Only confirmed lines are used:\n"
    "# grondslag check REGISTRY --mapping THIS-FILE\n"
    "# read_as: '' means that a column is not read.\n",
}


def to_yaml(columns: Sequence[Proposal], terms: Sequence[Proposal], language: str) -> str:
    """Return proposals as the text of a mapping file."""
    document = {
        "columns": [{"header": p.text, **_readings(p)} for p in columns],
        "terms": [{"column": p.column, "text": p.text, **_readings(p)} for p in terms],
    }
    return HEAD[language] + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def _readings(proposal: Proposal) -> dict[str, Any]:
    best, *others = proposal.guesses or (None,)
    return {
        "read_as": best.code if best else "",
        "confidence": best.confidence if best else 0.0,
        "others": [f"{guess.code} ({guess.confidence})" for guess in others if guess],
        "confirmed": proposal.certain,
    }


def read_mapping(path: Path, pack: Pack) -> Names:
    """Return what a person confirmed in a mapping file; other lines do not count.

    Raises GrondslagError where the file cannot be read, is no mapping, or names what the pack does not know.
    """
    document = _load(path)
    columns, terms = _lines(document, "columns", path), _lines(document, "terms", path)
    known = {column.code: column for column in pack.columns}
    headers: dict[str, str] = {}
    found: dict[tuple[str, str], tuple[URIRef, str]] = {}
    for line in filter(_confirmed, columns):
        code = line.get("read_as") or ""
        if code and code not in known:
            raise _unknown(path, line.get("header"), code)
        headers[normal(str(line.get("header", "")))] = code
    for line in filter(_confirmed, terms):
        code, column = str(line.get("read_as") or ""), known.get(str(line.get("column")))
        if column is None or column.scheme is None:
            raise _unknown(path, line.get("text"), str(line.get("column")))
        term = pack.schemes[column.scheme].find(code)
        if term is None:
            raise _unknown(path, line.get("text"), code)
        found[column.code, normal(str(line.get("text", "")))] = (term[0], MAPPING)
    return Names(headers, found)


def _confirmed(line: dict[str, Any]) -> bool:
    return line.get("confirmed") is True


def _load(path: Path) -> Any:
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise _broken(path, "", "te groot", "too large")
        return yaml.safe_load(data.decode("utf-8-sig"))
    except OSError as error:
        raise _broken(path, "", "kan niet worden gelezen", "cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{mark.line + 1}" if mark is not None else ""
        raise _broken(path, line, "is geen leesbare YAML", "is no readable YAML") from error


def _lines(document: Any, key: str, path: Path) -> list[dict[str, Any]]:
    lines = document.get(key, []) if isinstance(document, dict) else None
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise _broken(path, "", f"heeft geen lijst {key}", f"has no list {key}")
    return lines


def _broken(path: Path, line: str, nl: str, en: str) -> GrondslagError:
    at_nl, at_en = (f", regel {line}", f", line {line}") if line else ("", "")
    return GrondslagError(
        f"{path}{at_nl}: de mapping {nl}; maak haar opnieuw met grondslag map.",
        f"{path}{at_en}: the mapping {en}; make it again by grondslag map.",
    )


def _unknown(path: Path, what: object, code: str) -> GrondslagError:
    return GrondslagError(
        f"{path}: “{str(what)[:80]}” wordt gelezen als {code or '(leeg)'}, onbekend in het pakket; verbeter read_as.",
        f"{path}: “{str(what)[:80]}” is read as {code or '(empty)'}, which the pack does not know; mend read_as.",
    )
