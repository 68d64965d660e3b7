"""Rules of supervision: no database, no clock."""
