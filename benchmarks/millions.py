"""Print what a large registry costs, cold and warm, beside reading it, each in a process of its own.

    python -m benchmarks.millions [--rows 100000,1000000] [--kinds realistic,adversarial] [--suffixes parquet,csv]

`read` is the fastest reader at hand (pyarrow) on the same file; `beyond` is the whole command less two seconds of
start-up. Start-up, judging and output are those of a run without kept answers; see `benchmarks.parts`. Plain pySHACL is
measured on 1,000 different rows and extrapolated.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

START = 2.0
AS_OF = date(2026, 11, 23)
READ = {
    ".parquet": "import sys, pyarrow.parquet as p; p.read_table(sys.argv[1])",
    ".csv": "import sys, pyarrow.csv as c; c.read_csv(sys.argv[1])",
}
CHECK = "import sys; from checker.cli import main; main(sys.argv[1:])"
COLUMNS = ("registry", "rows", "read s", "cold s", "/ read", "warm s", "/ read", "MB", "rows/s", "start s", "judge s",
           "output s", "questions", "ms each")  # fmt: skip


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", default="100000,1000000")
    options.add_argument("--kinds", default="realistic,adversarial")
    options.add_argument("--suffixes", default="parquet,csv")
    options.add_argument("--forms", default="parquet")
    told = options.parse_args()
    print(" ".join(f"{column:>11}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in told.kinds.split(","):
            for suffix in told.suffixes.split(","):
                for rows in map(int, told.rows.split(",")):
                    path = _written(folder / f"{kind}-{rows}.{suffix}", kind, rows)
                    for form in told.forms.split(","):
                        _line(path, kind, rows, form, folder)
                    path.unlink()
    _plain()


def _written(path: Path, kind: str, rows: int) -> Path:
    """Write a registry in a process of its own: the memory of this one would count as that of those it starts."""
    code = "import sys; from pathlib import Path; from benchmarks.registries import write; p, k, r = sys.argv[1:];"
    run([sys.executable, "-c", f"{code} write(Path(p), k, int(r))", str(path), kind, str(rows)])
    return path


def _line(path: Path, kind: str, rows: int, form: str, folder: Path) -> None:
    reading = min(run([sys.executable, "-c", _timed(READ[path.suffix]), str(path)])[0] for _ in range(2))
    cache = folder / f"cache-{path.name}-{form}"
    output = folder / f"out.{form}"
    words = [sys.executable, "-c", CHECK, "check", str(path), "--format", form, "-o", str(output),
             "--as-of", AS_OF.isoformat(), "--fail-on", "never"]  # fmt: skip
    cold, _ = run(words, cache)
    warm, memory = run(words, cache)
    start, judging, out, asked = _parts(path, folder)
    beyond = [max(taken - START, 0.0) for taken in (cold, warm)]
    figures = (reading, cold, beyond[0] / reading, warm, beyond[1] / reading, memory, rows / warm, start, judging, out,
               asked, 1000 * judging / max(asked, 1))  # fmt: skip
    name = f"{kind[:4]} {path.suffix[1:]} {form}"
    print(f"{name:>11} {rows:>11}" + "".join(f" {figure:>11.2f}" for figure in figures), flush=True)


def _timed(code: str) -> str:
    """Have the process print what its work took, without its start."""
    imports, work = code.rsplit("; ", 1)
    return f"{imports}; import time; s = time.perf_counter(); {work}; print(time.perf_counter() - s)"


def run(words: list[str], cache: Path | None = None) -> tuple[float, float]:
    """Return the seconds of a process (or what it prints of its own), and the megabytes that it took at most."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(cache)} if cache else {})
    start = time.perf_counter()
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read().strip() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return (float(said) if said and cache is None else taken), used.ru_maxrss / 1000


def _parts(path: Path, folder: Path) -> list[float]:
    """Return the seconds of start-up, of judging and of output without kept answers, and the number of questions."""
    words = [sys.executable, "-m", "benchmarks.parts", str(path), AS_OF.isoformat(), str(folder / "parts.parquet")]
    start, judging, output, _, asked = map(float, subprocess.run(words, stdout=subprocess.PIPE, text=True,
                                                                 check=True).stdout.split())  # fmt: skip
    return [start, judging, output, asked]


def _plain() -> None:
    """Print what pySHACL alone takes for 1,000 different rows."""
    from benchmarks.checking import registry
    from checker.judge.engine import judge_plainly
    from checker.pack import load_pack
    from checker.readers.delimited import read_delimited
    from checker.terms import read_exchanges

    pack = load_pack("iwlz")
    with tempfile.TemporaryDirectory() as folder:
        exchanges = read_exchanges(read_delimited(registry(Path(folder) / "r.csv", 1_000, True)), pack).exchanges
    start = time.perf_counter()
    list(judge_plainly(exchanges, pack, AS_OF))
    taken = time.perf_counter() - start
    hours = taken * 1_000_000 / len(exchanges) / 3600
    print(f"\nPlain pySHACL: {len(exchanges)} rows in {taken:.1f} s; extrapolated, a million in {hours:.1f} hours.")
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB.")


if __name__ == "__main__":
    main()
