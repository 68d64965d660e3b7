"""One function per act on an election."""
