"""How many were due, came, took a ballot and handed it in; and whether the vote is valid at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.congress.ballots.rules.measures import Base, CountingRules, Threshold, reaches
from apps.congress.ballots.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Turnout:
    """应到、实到、发出、收回、废票, as counted by the scrutineers; valid ballots are what remains of received."""

    due: int
    present: int
    issued: int
    received: int
    void: int

    @property
    def valid(self) -> int:
        return self.received - self.void


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a vote is invalid: a stable code for programs, a sentence for people."""

    code: str
    sentence: str


def base_number(base: Base, turnout: Turnout) -> int:
    """The integer that a threshold is measured against."""
    return {Base.ALL: turnout.due, Base.PRESENT: turnout.present, Base.VALID: turnout.valid}[base]


def quorum_is_met(quorum: Threshold | None, *, due: int, present: int) -> bool:
    """Town and district: two thirds (地方组织法 art. 14); street: more than half."""
    return quorum is None or reaches(quorum, present, due)


def invalid_reasons(rules: CountingRules, turnout: Turnout) -> tuple[Reason, ...]:
    """Why no result may be published; empty when the vote is valid (重庆市乡镇人大工作条例 art. 10 and 24)."""
    reasons = []
    if not quorum_is_met(rules.quorum, due=turnout.due, present=turnout.present):
        reasons.append(Reason("below_quorum", f"应到{turnout.due}人,实到{turnout.present}人,未达到法定人数,表决无效。"))
    if turnout.received > turnout.issued:
        reasons.append(
            Reason(
                "received_exceeds_issued",
                f"发出{turnout.issued}张,收回{turnout.received}张,收回的票多于发出的票,表决无效,应当重新投票。",
            )
        )
    return tuple(reasons)


_NEVER_MORE = (
    ("present", "due", "present_exceeds_due", "实到人数不得多于应到人数"),
    ("issued", "present", "issued_exceeds_present", "发出票数不得多于实到人数"),
    ("void", "received", "void_exceeds_received", "废票数不得多于收回票数"),
)


def turnout_contradictions(numbers: dict[str, int | None]) -> Iterator[Problem]:
    """What cannot be true of due, present, issued, received and void; unknown numbers accuse nobody.

    Received above issued is no contradiction: it happens, and makes the vote invalid.
    """
    for less, more, code, sentence in _NEVER_MORE:
        small, large = numbers[less], numbers[more]
        if small is not None and large is not None and small > large:
            yield Problem(code, less, f"{sentence}(现为{small}和{large}),请核对。")
