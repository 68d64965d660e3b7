"""Pure: from recorded facts to the text of record and minutes, and what may be done with it."""
