"""Quorum in whole numbers: town and district two thirds, street more than half."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.congress.ballots.rules.measures import Threshold
from apps.congress.ballots.rules.quorum import quorum_is_met
from apps.congress.meetings.rules.naming import names_in_short
from apps.foundation.core.errors import Issue

TWO_THIRDS, MORE_THAN_HALF = "two_thirds", "more_than_half"
NO_QUORUM = ""
QUORUMS = ((TWO_THIRDS, "三分之二以上出席"), (MORE_THAN_HALF, "过半数出席"))


def quorum_met(quorum: str, *, present: int, due: int) -> bool:
    """Whether a sitting may be held (地方组织法第十四条; 重庆市乡镇人民代表大会工作条例第十、三十四条).

    The law asks no quorum of a group; somebody must have come.
    """
    if quorum == NO_QUORUM:
        return present > 0
    return due > 0 and quorum_is_met(Threshold(quorum), due=due, present=present)


def quorum_line(quorum: str, due: int) -> int:
    """The smallest number present with which the quorum is met: 327 -> 218 at two thirds, 61 -> 31 at half."""
    if quorum == NO_QUORUM:
        return 1
    return (2 * due + 2) // 3 if quorum == TWO_THIRDS else due // 2 + 1


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What decides whether a sitting may open; `missing` and `on_leave` are names."""

    quorum: str
    due: int
    present: int
    missing: list[str]
    on_leave: list[str]


def issues_before_opening(facts: OpeningFacts) -> Iterator[Issue]:
    """Below quorum: how many are missing, and who."""
    if quorum_met(facts.quorum, present=facts.present, due=facts.due):
        return
    if facts.quorum == NO_QUORUM:
        yield Issue("nobody_here", "还没有人签到,请先签到再宣布开会。")
        return
    line = quorum_line(facts.quorum, facts.due)
    yield Issue(
        "below_quorum",
        f"应到{facts.due}人,{dict(QUORUMS)[facts.quorum]}即{line}人方可开会;实到{facts.present}人,"
        f"还差{line - facts.present}人。",
    )
    if facts.missing:
        yield Issue("missing", f"尚未签到:{names_in_short(facts.missing)}。")
    if facts.on_leave:
        yield Issue("on_leave", f"已请假:{names_in_short(facts.on_leave)}。")
