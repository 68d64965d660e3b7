"""The shape of input; import from the module that owns the form."""
