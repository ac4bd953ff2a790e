"""Which entry of the ledger a question speaks of, and which statement tells it."""
