"""Rows of history are written once: the database itself refuses to change, delete or empty them."""

import pgtrigger

NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    operation=pgtrigger.Truncate,
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
)
READ_ONLY = [pgtrigger.Protect(name="read_only", operation=pgtrigger.Update | pgtrigger.Delete), NO_TRUNCATE]
UNDELETABLE = [pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete), NO_TRUNCATE]
