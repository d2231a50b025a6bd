"""Follow findings over time: which are waived, which stood in an earlier report, what differs between two reports."""
