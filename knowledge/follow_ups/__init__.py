"""Messages that go on from what was said before, or that ask two things at once."""
