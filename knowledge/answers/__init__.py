"""The ways to an answer: each hears one kind of question and tells it, or leaves it to the next."""
