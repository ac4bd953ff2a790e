"""The sheets of a city as plain values: which is which, kept, merged, put right and taken back."""
