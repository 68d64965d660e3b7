"""Scrutineers: whom the list must have passed, who declared, who is present at the box (domain brief §2.6, §3.3).

选举法 art. 43: scrutineers are elected by the deputies; candidates and their near relatives are none.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.congress.ballots.rules.measures import Choice
from apps.congress.ballots.rules.states import State
from apps.foundation.core.errors import Issue

PRESENCE_LASTS = timedelta(minutes=30)
MINUTES = PRESENCE_LASTS // timedelta(minutes=1)


class Stage(Choice):
    """When two scrutineers stand at the box of a secret poll, each confirming on an account of their own."""

    OPEN = "open", "开启投票"
    CLOSE = "close", "截止和开箱"


@dataclass(frozen=True, slots=True)
class Scrutineer:
    """One of the list as opening sees them."""

    name: str
    has_passed: bool
    has_declared: bool
    has_account: bool = True


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The list of a poll: whether it must have been passed, whether the options are people who must not be on it."""

    scrutineers: tuple[Scrutineer, ...] = ()
    must_pass: bool = False
    must_declare: bool = False
    candidates: Collection[str] = ()
    accounts_needed: int = 0


def counts_from(at: datetime) -> datetime:
    """The earliest confirmation that still counts at `at`."""
    return at - PRESENCE_LASTS


def issues_with_candidates(facts: ListFacts) -> Iterator[Issue]:
    """Nobody watches the vote on themselves."""
    standing = [one.name for one in facts.scrutineers if facts.must_declare and one.name in facts.candidates]
    if standing:
        yield Issue("candidate_scrutineer", f"{'、'.join(standing)}是候选人,不能担任监票人,请更换。")


def issues_with_list(facts: ListFacts) -> Iterator[Issue]:
    """What the list still lacks before voting may begin."""
    undeclared = [one.name for one in facts.scrutineers if not one.has_declared]
    yield from issues_with_candidates(facts)
    if facts.must_pass and not all(one.has_passed for one in facts.scrutineers):
        missing = "、".join(one.name for one in facts.scrutineers if not one.has_passed)
        yield Issue("list_not_passed", f"监票人名单须先经会议举手通过,尚未通过:{missing}。")
    without = [one.name for one in facts.scrutineers if not one.has_account]
    if without and len(facts.scrutineers) - len(without) < facts.accounts_needed:
        yield Issue(
            "few_accounts",
            f"须有{facts.accounts_needed}名监票人用本人账号确认到场,没有账号的:{'、'.join(without)}。"
            "请为他们开登录单,或改由有账号的代表担任。",
        )
    if facts.must_declare and undeclared:
        yield Issue(
            "not_declared",
            f"监票人须声明本人不是候选人,也不是候选人的近亲属,尚未声明:{'、'.join(undeclared)}。",
        )


def issues_with_presence(stage: Stage, *, present: int, needed: int) -> list[Issue]:
    """Why the box is not opened or closed yet: too few scrutineers have confirmed lately that they stand by it."""
    if present >= needed:
        return []
    sentence = (
        f"{stage.label}须有{needed}名监票人在{MINUTES}分钟内用本人账号确认到场,现有{present}名。"
        "请监票人打开首页待办,点“到场确认”。"
    )
    return [Issue("few_present", sentence)]


class Step(Choice):
    """What a scrutineer has to do next."""

    DECLARE = "declare", "声明"
    CONFIRM_OPEN = "confirm_open", "到场确认"
    CONFIRM_CLOSE = "confirm_close", "到场确认(截止、开箱)"
    SIGN = "sign", "签字"


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """Where one scrutineer stands in one poll; `present` are the stages they have confirmed lately.

    `has_passed` also where nobody demands that the list is passed.
    """

    state: str
    is_secret: bool
    has_passed: bool
    must_declare: bool
    has_declared: bool
    present: Collection[str]
    has_signed: bool


def next_step(own: OwnFacts) -> Step | None:
    """The one thing this scrutineer has to do now; None where nothing waits for them."""
    is_before = own.state == State.DRAFT
    is_at_the_box = own.state in (State.OPEN, State.CLOSED)
    if own.must_declare and not own.has_declared and (is_before or is_at_the_box):
        return Step.DECLARE
    stands_by = own.is_secret and own.has_passed
    if stands_by and is_before and Stage.OPEN not in own.present:
        return Step.CONFIRM_OPEN
    if stands_by and is_at_the_box and Stage.CLOSE not in own.present:
        return Step.CONFIRM_CLOSE
    if own.state == State.COUNTED and not own.has_signed:
        return Step.SIGN
    return None


def stage_now(state: str) -> Stage | None:
    """The stage that scrutineers can confirm while a poll is in this state."""
    return {State.DRAFT: Stage.OPEN, State.OPEN: Stage.CLOSE, State.CLOSED: Stage.CLOSE}.get(State(state))
