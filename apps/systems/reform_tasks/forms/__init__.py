"""Shape of input: the plan, amendments, guarantees, dispatch meetings, good practice, reports."""
