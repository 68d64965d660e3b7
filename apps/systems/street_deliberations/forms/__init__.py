"""Shape of input, by noun."""
