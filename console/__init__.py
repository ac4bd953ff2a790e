"""Pages for 広報 staff; writes facts and letters; of LINE it asks only how much of the month's quota is left."""
