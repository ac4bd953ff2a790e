"""Pages for 広報 staff; writes facts and letters, never calls LINE. Filled by the staff desk work."""
