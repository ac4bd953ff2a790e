"""The only room that knows SQL. Functions take ``session`` and never commit: whoever starts the work owns the transaction."""
