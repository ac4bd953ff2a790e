"""What the bot says and when. Plain values in, plain values out; no Flask, no SQL, no LINE, no HTTP."""
