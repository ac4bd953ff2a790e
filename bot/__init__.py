"""The edge towards LINE and the clock; the only room that starts work."""
