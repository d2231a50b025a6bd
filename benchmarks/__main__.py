"""Run all benchmarks: `python -m benchmarks`, or `make bench`."""

from benchmarks import checking, reading

checking.main()
reading.main()
