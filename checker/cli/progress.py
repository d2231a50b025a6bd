"""Show how far long work is: on standard error, and on a terminal only."""

import sys
from collections.abc import Callable, Iterable
from typing import Any


def progress() -> Callable[[Iterable[Any], int], Iterable[Any]] | None:
    """Return a progress bar over steps of a known number, or nothing where there is no terminal."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda steps, total: track(steps, total=total, description="", console=console, transient=True)
