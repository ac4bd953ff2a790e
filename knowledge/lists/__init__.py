"""Answers over many rows: what was reached, what cost most, what there is."""
