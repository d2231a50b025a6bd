"""What a finding weighs in a baseline, by its severity."""

WEIGHTS = {"info": 1, "warning": 2, "violation": 3}
WAIVED = 0
"""The weight of a finding that was waived: it was accepted for a while, and is not known once its waiver has lapsed."""
ABSENT = -1
"""In the place of a weight: the baseline does not hold the finding."""
