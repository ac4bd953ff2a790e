"""Words: how residents and sheets write them, how they sound, and which everyday word means which of the documents'."""
