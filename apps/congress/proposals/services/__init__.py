"""One function per act on a proposal."""
