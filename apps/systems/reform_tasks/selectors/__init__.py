"""What reform tasks read."""
