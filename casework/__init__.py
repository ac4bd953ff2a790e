"""What a case is: states and ends, working days, personal data, danger words, proposals, likeness. Pure."""
