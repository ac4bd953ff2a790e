"""A stand-in for the LINE platform: its HTTP API, its webhooks, and a chat page for the browser. See `control.py`."""
