"""Read a list of entries in YAML as a table: each value as the text that stands there, whatever YAML would make of it.

Only the structure is asked of PyYAML, no values: so `no`, `1e5` and `2027-03-31` stay what was typed, an alias cannot
grow, and a key that stands twice is seen.
"""

import hashlib
from collections.abc import Callable, Mapping

import yaml

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.encoding import decode
from checker.readers.source import Source

SUFFIXES = (".yaml", ".yml")
NULL = "tag:yaml.org,2002:null"
MAX_BYTES = 10_000_000
LONGEST = 40
"""Characters of a name that are shown."""
ANY: Mapping[str, str] = {"nl": "", "en": ""}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(
    source: Source, key: str, name_of: Callable[[str], str | None] = str, names: Mapping[str, str] = ANY
) -> Table:
    """Return the entries below a key as a table; a row has the number of the line on which its entry starts.

    Args:
        source: the bytes.
        key: the one key on top.
        name_of: gives the header that the name of a value means; nothing where it has no such name.
        names: by language, the names that there are.

    Raises GrondslagError where the text is no YAML, or something else than a list of entries with such names stands
    there.
    """
    rows = [(line, dict(entry)) for line, entry in _entries(source, key, name_of, names)]
    header = tuple(dict.fromkeys(name for _, entry in rows for name in entry))
    cells = tuple((line, tuple(entry.get(name, "") for name in header)) for line, entry in rows)
    return Table(source.name, hashlib.sha256(source.data).hexdigest(), header, cells)


def list_of(source: Source, key: str) -> yaml.SequenceNode | None:
    """Return the list below a key as it stands in the text, or nothing where the text is empty or the list is.

    Raises GrondslagError as `read_yaml` does.
    """
    top = _compose(source)
    if top is None:
        return None
    if not isinstance(top, yaml.MappingNode):
        raise _wrong(source, top, f"hier hoort {key}: te staan", f"{key}: ought to stand here")
    found = [value for name, value in top.value if name.value == key]
    others = [name for name, _ in top.value if name.value != key]
    if others:
        raise _wrong(source, others[0], f"hier hoort alleen {key}: te staan", f"only {key}: ought to stand here")
    if len(found) > 1:
        raise _wrong(source, found[1], f"{key}: staat er twee keer", f"{key}: stands there twice")
    if not found or found[0].tag == NULL:
        return None
    if not isinstance(found[0], yaml.SequenceNode):
        raise _wrong(source, found[0], "hier hoort een lijst te staan, met - voor elke aanvaarding",
                     "a list ought to stand here, with - before each waiver")  # fmt: skip
    return found[0]


def _entries(
    source: Source, key: str, name_of: Callable[[str], str | None], names: Mapping[str, str]
) -> list[tuple[int, list[tuple[str, str]]]]:
    listed = list_of(source, key)
    found = []
    for entry in listed.value if listed is not None else ():
        if not isinstance(entry, yaml.MappingNode):
            raise _wrong(source, entry, "hier horen namen met waarden te staan, zoals reason: …",
                         "names with values ought to stand here, such as reason: …")  # fmt: skip
        seen: dict[str, str] = {}
        for name, value in entry.value:
            if not isinstance(name, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
                raise _wrong(source, value, "hier hoort één waarde te staan", "a single value ought to stand here")
            header, said = name_of(name.value), name.value[:LONGEST]
            if header is None:
                raise _wrong(
                    source,
                    name,
                    f"{said}: is geen naam die hier kan staan; kies uit {names['nl']}, en zet een opmerking achter #",
                    f"{said}: is no name that can stand here; choose from {names['en']}, and put a remark behind #",
                )
            if header in seen:
                raise _wrong(source, name, f"{said}: staat er twee keer", f"{said}: stands there twice")
            seen[header] = "" if value.tag == NULL else value.value
        found.append((entry.start_mark.line + 1, list(seen.items())))
    return found


def _compose(source: Source) -> yaml.Node | None:
    if len(source.data) > MAX_BYTES:
        raise GrondslagError(
            f"{source.name} is groter dan {MAX_BYTES // 1_000_000} MB: splits het bestand.",
            f"{source.name} is larger than {MAX_BYTES // 1_000_000} MB: split the file.",
        )
    try:
        found: yaml.Node | None = yaml.compose(decode(source.data, source.name), Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        at = f"{mark.line + 1}" if mark is not None else "1"
        raise GrondslagError(
            f"{source.name}, regel {at}: geen leesbare YAML; let op inspringing, dubbele punten en aanhalingstekens.",
            f"{source.name}, line {at}: no readable YAML; check indentation, colons and quotation marks.",
        ) from error
    return found


def _wrong(source: Source, node: yaml.Node, nl: str, en: str) -> GrondslagError:
    line = node.start_mark.line + 1
    return GrondslagError(f"{source.name}, regel {line}: {nl}.", f"{source.name}, line {line}: {en}.")
