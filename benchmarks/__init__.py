"""One script per figure: `python -m benchmarks.<name> --json`; `python -m benchmarks` runs all of them."""
