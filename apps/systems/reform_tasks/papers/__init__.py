"""Papers of reform tasks."""
