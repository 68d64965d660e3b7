"""Loaded before Django reads its settings: a test run needs no environment of its own."""

import gc
import os

os.environ.setdefault("SECRET_KEY", "key-of-the-test-run-0123456789-0123456789-0123456789")
os.environ["DEBUG"] = "0"
os.environ["DEMO"] = "0"
gc.disable()


def pytest_collection_finish() -> None:
    """Modules, models and collected tests live until the end: looking through them again and again for what nobody
    needs any more took a tenth of the processor. Only what the tests themselves leave is collected, in larger heaps.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()
