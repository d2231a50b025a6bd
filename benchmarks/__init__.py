"""What a check costs, as ratios measured in one run. Not tests: no figure here makes anything fail."""
