"""What elections add: another person may be written in (另选他人), but only by opposing somebody.

Sources: 地方组织法 art. 29; 重庆市乡镇人民代表大会工作条例 art. 22-28. An abstention carries no write-in.
"""

from collections.abc import Collection, Sequence


def writes_in_without_opposing(write_ins: Collection[str], approve: Sequence[str], oppose: Sequence[str]) -> bool:
    """Whether a ballot names somebody who is no candidate and opposes no candidate."""
    return any(name in write_ins for name in approve) and not oppose


def implied_opposition(candidates: Sequence[str], approve: Sequence[str]) -> tuple[str, ...]:
    """Whom a ballot opposes that lists its approved names only.

    Nobody, unless it writes somebody in: then the candidates it leaves unmarked, because only opposition
    allows a write-in.
    """
    if all(name in candidates for name in approve):
        return ()
    return tuple(name for name in candidates if name not in approve)


def least_opposition(write_in_votes: Sequence[int], seats: int) -> int:
    """The fewest opposing votes that so many write-ins prove: a ballot names each once and at most `seats`."""
    ballots_for_all = -(-sum(write_in_votes) // seats)
    return max(ballots_for_all, *write_in_votes, 0)
