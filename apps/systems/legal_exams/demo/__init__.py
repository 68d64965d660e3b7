"""The exam of the demo district: each part writes its own, in this order."""

from collections.abc import Callable, Sequence
from datetime import datetime

from apps.systems.legal_exams.demo import accounts, bank, nominations, results

PARTS: Sequence[Callable[[datetime], None]] = (
    accounts.load,
    # bank
    bank.load,
    # nominations
    nominations.load,
    # exams
    # sitting
    # results
    results.load,
)


def load(at: datetime) -> None:
    for part in PARTS:
        part(at)
