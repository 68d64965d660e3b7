"""Joint nomination and joint motions: how many deputies are needed, and for how many one may stand.

Sources: 地方组织法 art. 26 (ten deputies; not more than the seats), art. 31 (removal: presidium or one fifth).
"""

from datetime import datetime

from apps.foundation.core.errors import Issue


def nominees_issue(signed_for: int, seats: int) -> list[Issue]:
    """Nobody nominates, alone or with others, more people than there are seats."""
    if signed_for < seats:
        return []
    limit = f"每名代表提名、附议的人数不得超过应选名额{seats}名"
    sentence = f"{limit},您已提名、附议{signed_for}人。要改为此人的,请先撤回另一项。"
    return [Issue("more_than_seats", sentence)]


def presidium_issue(named: int, seats: int) -> list[Issue]:
    """The presidium names no more people than there are seats either (art. 26)."""
    if named < seats:
        return []
    limit = f"主席团提名的候选人人数不得超过应选名额{seats}名(地方组织法第二十六条)"
    return [Issue("presidium_full", f"{limit},已提名{named}人。其他人选由代表联合提名,或者先撤回主席团的一项提名。")]


def deadline_issue(deadline: datetime | None, at: datetime) -> list[Issue]:
    """Names are put down, and taken back, until the deadline."""
    if deadline is None or at <= deadline:
        return []
    return [Issue("late", "提名截止时间已过,不能再提名、附议或撤回附议。确有需要的,请向大会秘书处(工作人员)提出。")]


def defence_issue(defence: str) -> list[Issue]:
    """Who is to be removed is heard, or says that they do not defend themselves, before the vote (art. 31)."""
    if defence.strip():
        return []
    return [Issue("no_defence", "还没有登记本人的申辩意见(本人不申辩的,也请登记“本人不申辩”)。")]


def removal_signers(deputies: int, percent: int) -> int:
    """The fewest deputies who together may move a removal: `percent` of all, rounded up (20 of 78 -> 16)."""
    return -(-deputies * percent // 100)
