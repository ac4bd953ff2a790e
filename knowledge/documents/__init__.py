"""From a file of a city to the sheets it holds, and what a reader is not sure of."""
