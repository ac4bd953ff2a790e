"""What a panel and a wave are: quotas, branching, price, honest statistics. Pure."""
