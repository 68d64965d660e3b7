"""The acts of a poll, one module per stage; import from the module that owns the act."""
