"""How people and sheets write: signs brought to one form. Used by every room that compares texts; uses none."""
