"""Have the next of a stream made while the last is worked on."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield items, of which the next is already made by a thread; what goes wrong there is raised here."""
    end = object()
    following = iter(items)
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, following, end)
        while (item := coming.result()) is not end:
            coming = pool.submit(next, following, end)
            yield item  # type: ignore[misc]
