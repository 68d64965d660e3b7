"""Which Chromium is driven, and how it is started."""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str | None:
    """The distribution's where there is one; None: the one that Playwright brought."""
    return next(filter(None, map(shutil.which, NAMES)), None)
