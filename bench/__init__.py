"""The benchmarks: what an event costs and how long it takes, beside two simpler ways measured in the same run."""
