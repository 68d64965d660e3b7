"""Acts on a season: preparing it, deliberating, deciding."""
