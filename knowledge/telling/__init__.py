"""How an answer is said: its words, its source, what fits, and what is said where nothing is known."""
