"""What stands once in the page, and is referred to by its place."""

import json
from collections.abc import Hashable
from typing import Any

Document = dict[str, Any]


class Shared:
    """A list in which equal things stand once; `place` tells where."""

    def __init__(self) -> None:
        self.things: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def place(self, thing: Any, key: Hashable = None) -> int:
        """Return the place of a thing. `key` tells it apart, where that is quicker to make than its JSON."""
        key = json.dumps(thing, sort_keys=True) if key is None else key
        if key not in self._places:
            self._places[key] = len(self.things)
            self.things.append(thing)
        return self._places[key]


def source_place(source: Document, sources: Shared) -> int:
    """Return the place of a source."""
    return sources.place(source, (source["iri"], source["certainty"], source["last_checked"], *source["note"].values()))
