"""Run all benchmarks: `python -m benchmarks`, or `make bench`."""

from benchmarks import checking, reading, repairing

checking.main()
reading.main()
repairing.main()
