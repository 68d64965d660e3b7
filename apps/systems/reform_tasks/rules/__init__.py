"""Rules of reform tasks: no database, no clock."""
