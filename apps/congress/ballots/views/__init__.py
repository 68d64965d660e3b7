"""Pages of a poll, one module per audience and stage."""
