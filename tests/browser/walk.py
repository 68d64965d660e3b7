"""A person before a page whose clicks are counted, step by step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page


class Walk:
    """`clicks` maps each step to its number of clicks or taps; typing into a field counts none, choosing one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks: dict[str, int] = {}
        self._step = "walk"

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._step = name
        self.clicks.setdefault(name, 0)
        try:
            yield
        finally:
            self._picture(name)

    def click(self, target: Locator) -> None:
        target.click()
        self._count()

    def press(self, name: str) -> None:
        """The button of that name."""
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """The first link of that name on the page itself, not in the navigation."""
        self.click(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def confirm(self, name: str, answer: str = "") -> None:
        """A button that asks back: the button, then the one in its dialog. On a busy machine its script comes late."""
        self.page.get_by_role("button", name=name, exact=True).wait_for()
        self.page.locator("confirm-button:defined").first.wait_for(state="attached")
        self.press(name)
        self.click(self.page.locator("dialog[open]").get_by_role("button", name=answer or name, exact=True))

    def choose(self, label: str, option: str) -> None:
        self.choose_in(self.page.get_by_label(label, exact=True), option)

    def choose_in(self, field: Locator, option: str) -> None:
        field.select_option(label=option)
        self._count()

    def fill(self, **values: str | int) -> None:
        """Fields by their name."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}']").fill(str(value))

    @property
    def total(self) -> int:
        return sum(self.clicks.values())

    def told(self) -> str:
        lines = [f"  {number:3}  {name}" for name, number in self.clicks.items()]
        return "\n".join([*lines, f"  {self.total:3}  in all"])

    def _count(self) -> None:
        self.clicks[self._step] = self.clicks.get(self._step, 0) + 1

    def _picture(self, name: str) -> None:
        """`JOURNEY_PICTURES=folder` keeps a picture of the end of every step."""
        if folder := os.environ.get("JOURNEY_PICTURES"):
            width = self.page.viewport_size["width"] if self.page.viewport_size else 0
            self.page.screenshot(path=Path(folder) / f"{width}-{len(self.clicks):02}-{name}.png", full_page=True)
