"""What benchmarks start and measure with; nothing here is reachable from the portal."""
