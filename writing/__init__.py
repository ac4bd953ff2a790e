"""How people and sheets write: signs of one form, and words that stay words in a table. It uses no other room."""
