"""A receipt: one file with all that a check rests on and gave, by which it can be done again and told from another."""
