"""Print what the parts of a check of a large registry take, in a process of its own and without kept answers.

    python -m benchmarks.parts REGISTRY DAY OUTPUT

Seconds of start-up (libraries, the pack, the plan), of judging (the questions on exchanges, and onward transfers) and
of writing verdicts as Parquet, and the number of questions; the rest is reading and finding what the rows mean.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any


def main(registry: str, day: str, output: str) -> None:
    """Check and print: start-up, judging, output, all, questions."""
    start = time.perf_counter()
    from checker.batch.check import BatchCheck
    from checker.batch.large import lot_size, streams
    from checker.batch.sinks import ParquetColumns
    from checker.flows.transfers import Transfers
    from checker.pack import load_pack
    from checker.plan.cache import NoCache
    from checker.terms.columns import known_headers
    from checker.terms.names import NONE

    pack = load_pack("iwlz")
    check = BatchCheck(pack, date.fromisoformat(day), NONE, NoCache(), onward=True)
    ready = time.perf_counter() - start
    found = streams([registry], known_headers(pack, NONE), lot_size(None))
    spent = {"onward": 0.0, "output": 0.0}
    Transfers.ask = _timed(Transfers.ask, spent, "onward")  # type: ignore[method-assign]
    sink = ParquetColumns(Path(output))
    write = _timed(sink.columns, spent, "output")
    for batch in check.batches(found or []):
        write(batch)
    _timed(sink.close, spent, "output")()
    judging = check.plan.seconds + spent["onward"]
    print(ready, judging, spent["output"], time.perf_counter() - start, check.plan.asked)


def _timed(work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    """Return what does the work and adds up its seconds; what a thread does meanwhile does not count."""

    def timed(*given: Any) -> Any:
        start = time.perf_counter()
        done = work(*given)
        spent[name] += time.perf_counter() - start
        return done

    return timed


if __name__ == "__main__":
    main(*sys.argv[1:])
