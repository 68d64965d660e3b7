"""One function per act on annual plans."""
