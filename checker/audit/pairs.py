"""Which exchange of one report is which of another, and which of its cells differ."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

Document = Mapping[str, Any]
Pair = tuple[Document | None, Document | None]


def paired(old: Document, new: Document) -> Iterator[Pair]:
    """Yield each exchange of the new report with what it was, and then those that are no more.

    An exchange is known by its registry and identifier. Of several with the same, those of equal cells belong together,
    then those in the same order.
    """
    places = _places(old, new)
    before: dict[tuple[int, str], list[Document]] = defaultdict(list)
    after: dict[tuple[int, str], list[Document]] = defaultdict(list)
    for exchange in old["exchanges"]:
        before[places.get(exchange["registry"], -1 - exchange["registry"]), exchange["id"]].append(exchange)
    for exchange in new["exchanges"]:
        after[exchange["registry"], exchange["id"]].append(exchange)
    for key, several in after.items():
        yield from _several(before.pop(key, []), several, old, new)
    for several in before.values():
        yield from ((exchange, None) for exchange in several)


def _places(old: Document, new: Document) -> dict[int, int]:
    """Return the place in the new report of each registry of the old one: by its name, else by its place."""
    names = {registry["source"]: place for place, registry in enumerate(new["registries"])}
    known = {place: names[one["source"]] for place, one in enumerate(old["registries"]) if one["source"] in names}
    free = [place for place in range(len(new["registries"])) if place not in known.values()]
    rest = [place for place in range(len(old["registries"])) if place not in known]
    return known | dict(zip(rest, free, strict=False))


def _several(before: list[Document], after: list[Document], old: Document, new: Document) -> Iterator[Pair]:
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    # By what stands in them, so that thousands of rows without an identifier are not each held beside all others.
    left: dict[frozenset[tuple[str, str]], list[Document]] = defaultdict(list)
    for exchange in before:
        left[_filled(exchange, old)].append(exchange)
    alone = []
    for exchange in after:
        if equal := left[_filled(exchange, new)]:
            yield equal.pop(0), exchange
        else:
            alone.append(exchange)
    rest = {id(one) for equal in left.values() for one in equal}
    yield from zip_longest((one for one in before if id(one) in rest), alone)


def _filled(exchange: Document, document: Document) -> frozenset[tuple[str, str]]:
    """Return the cells of an exchange that are not empty."""
    return frozenset((key, cell) for key, (_, cell) in _by_column(exchange, document).items() if cell)


def differing_cells(before: Document, after: Document, old: Document, new: Document) -> list[dict[str, str]]:
    """Return the cells that differ. A column that only got another header is the same column."""
    one, other = _by_column(before, old), _by_column(after, new)
    return [
        {"column": key, "header": (other.get(key) or one[key])[0], "old": one.get(key, ("", ""))[1],
         "new": other.get(key, ("", ""))[1]}
        for key in dict.fromkeys([*other, *one])
        if one.get(key, ("", ""))[1] != other.get(key, ("", ""))[1]
    ]  # fmt: skip


def _by_column(exchange: Document, document: Document) -> dict[str, tuple[str, str]]:
    columns = {c["header"]: c["column"] for c in document["registries"][exchange["registry"]]["columns"]}
    return {columns.get(header) or header: (header, cell) for header, cell in exchange["input"].items()}
