"""Pages of a season: lists, preparing, reading and deliberating, the vote and its result."""
