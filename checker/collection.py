"""Suspend the collection of garbage, which would walk through every triple of a graph again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend it for a while, or for a function as a decorator: for work that is bounded and keeps what it makes."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
