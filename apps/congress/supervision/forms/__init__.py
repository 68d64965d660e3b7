"""Shape of what is typed into pages of supervision."""
