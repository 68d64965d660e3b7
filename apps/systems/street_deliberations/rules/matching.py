"""Is the person to be seated known already? By identity number, else by name and birth; asked where unclear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SAME, NEW, UNCLEAR = "same", "new", "unclear"


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register with the same name or identity number."""

    pk: int
    name: str
    born_on: date | None
    identity: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`same` names the person; `unclear` the persons somebody has to choose from."""

    verdict: str
    people: tuple[int, ...] = ()


def match(*, name: str, born_on: date | None, identity: str, phone: str, known: Sequence[Known]) -> Match:
    """`identity` is the blind index, "" where no number was given."""
    if identity:
        holders = [one.pk for one in known if one.identity == identity]
        if holders:
            return Match(SAME, tuple(holders[:1]))
    alike = [one for one in known if one.name == name and not _is_other(one, born_on, identity, phone)]
    certain = [one for one in alike if born_on and one.born_on == born_on]
    if len(alike) == 1 and certain:
        return Match(SAME, (certain[0].pk,))
    return Match(UNCLEAR, tuple(one.pk for one in alike)) if alike else Match(NEW)


def _is_other(one: Known, born_on: date | None, identity: str, phone: str) -> bool:
    """Two identity numbers, or two birthdays without a common phone, are two people."""
    if one.identity and identity:
        return one.identity != identity
    differs = bool(one.born_on and born_on and one.born_on != born_on)
    return differs and not (phone and one.phone == phone)
