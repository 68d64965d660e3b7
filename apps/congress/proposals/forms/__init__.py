"""Shape of input of proposals."""
