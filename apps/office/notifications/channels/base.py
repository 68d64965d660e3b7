"""What every way to the outside has in common."""

from dataclasses import dataclass
from typing import Protocol


class Failed(Exception):
    """The other side certainly did not take the message; the text says why."""


class Unreachable(Failed):
    """Not taken because the channel itself is out of order, whoever the message is for."""


class Doubtful(Exception):
    """The line broke while the message was being handed over: it may have been taken."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A person as channels know them."""

    email: str
    phone: str


class Channel(Protocol):
    """A way to the outside. A group channel speaks to nobody by name."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str:
        """How people call it."""

    @property
    def is_group(self) -> bool: ...

    def address_of(self, reach: Reach) -> str:
        """Where the person is reached, "" where they are not."""

    def lack_of(self, reach: Reach) -> str:
        """What is said of a person without an address that can be used."""

    @property
    def takes_long_text(self) -> bool:
        """Whether a list of things with their links fits."""

    def hand_over(self, *, address: str, subject: str, text: str) -> None:
        """Send one message. Raises Failed, Unreachable or Doubtful."""
