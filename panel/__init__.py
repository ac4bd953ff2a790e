"""What a panel and a wave are: quotas, branching, price, honest statistics. Pure; filled by the 市民モニター work."""
