"""From the city's documents to an answer with its source. Pure: plain values in, plain values out."""
