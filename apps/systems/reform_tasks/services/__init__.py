"""Acts of reform tasks."""
