"""Looking around in the plan without asking: shelves, cards and the places between them."""
