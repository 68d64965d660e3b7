"""Every picture of the manual: whose page it shows, which, and what of it. `make manual-pictures` takes them.

A picture that a chapter names and that is missing here, or the other way round, fails `test_manual.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Picture:
    """A page as one account sees it; `account` "" is a guest.

    `of` finds what the address names. `frame` is a CSS selector of the part that is shown, "" the window; `clicks` are
    words on the page that are clicked before.
    """

    name: str
    account: str
    page: str
    of: Callable[[], list[Any]] = list
    phone: bool = False
    frame: str = "main"
    clicks: tuple[str, ...] = ()
    height: int = 900
    query: str = ""

    def path(self) -> str:
        return reverse(self.page, args=[getattr(one, "public_id", one) for one in self.of()]) + self.query


def phone(name: str, account: str, page: str, of: Callable[[], list[Any]] = list, **more: Any) -> Picture:
    """As a phone shows it."""
    return Picture(name, account, page, of, phone=True, **{"frame": "", **more})


PICTURES: list[Picture] = []
