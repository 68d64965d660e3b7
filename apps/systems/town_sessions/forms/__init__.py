"""Shape of input: beginning a plan, its editor, its smaller acts."""
