"""What the launcher tells people, always as one Chinese and one English sentence."""

import sys


class Refusal(Exception):
    """The launcher cannot do what was asked; says why and what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


class Busy(Refusal):
    """Another launcher holds the same data."""


def say(chinese: str, english: str) -> None:
    print(f"{chinese}\n{english}", flush=True)


def complain(refusal: Refusal) -> None:
    print(refusal, file=sys.stderr, flush=True)
