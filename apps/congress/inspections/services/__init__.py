"""One function per act on inspections."""
