"""Loaded before Django reads its settings: a test run needs no environment of its own."""

import os

os.environ.setdefault("SECRET_KEY", "key-of-the-test-run-0123456789-0123456789-0123456789")
os.environ["DEBUG"] = "0"
os.environ["DEMO"] = "0"
