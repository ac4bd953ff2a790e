"""What a question asks for, read from its own words: aspects, years, kinds, and what is refused."""
