"""Reads of proposals: the rules of the place, who counts, what comes next."""
