"""A resolution from its draft to its number: who may adopt what, and by which majority.

Sources: 地方组织法 art. 25 (a town's congress adopts by more than half of all its deputies); 重庆市乡镇人民代表大会
工作条例 art. 17. A street is no level of power: its meeting discusses and advises, it decides nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.foundation.core.errors import Issue, NotReady, WrongState

DRAFT, VOTING, ADOPTED, REJECTED, WITHDRAWN = "draft", "voting", "adopted", "rejected", "withdrawn"
LABELS = {DRAFT: "草案", VOTING: "表决中", ADOPTED: "已通过", REJECTED: "未通过", WITHDRAWN: "已撤回"}
ACTS = {
    "change": "修改",
    "put": "提交表决",
    "adopt": "写入结果",
    "reject": "写入结果",
    "void": "重新表决",
    "hands_adopt": "登记举手表决",
    "hands_reject": "登记举手表决",
    "withdraw": "撤回",
}
MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "put"): VOTING,
    (VOTING, "adopt"): ADOPTED,
    (VOTING, "reject"): REJECTED,
    (VOTING, "void"): DRAFT,
    (DRAFT, "hands_adopt"): ADOPTED,
    (DRAFT, "hands_reject"): REJECTED,
    (DRAFT, "withdraw"): WITHDRAWN,
}
OF_STREET, OF_CONGRESS = frozenset({"measures", "list", "opinion"}), frozenset({"resolution", "decision"})
MAJORITY_OF_ALL = "全体代表的过半数(地方组织法第二十五条)"
BASES = {"all": "全体代表", "present": "到会代表", "valid": "表示意见的代表"}


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state. Raises WrongState where the act does not belong, NotReady with every issue."""
    if (state, act) not in MOVES:
        raise WrongState(f"这件文稿目前“{LABELS[state]}”,不能{ACTS[act]}。请刷新页面,按当前状态办理。")
    found = tuple(issues)
    if found:
        raise NotReady(found)
    return MOVES[state, act]


def issues_with_kind(kind: str, *, is_street: bool) -> Iterator[Issue]:
    """A street's meeting adopts no resolution and no decision; opinions are what it forms instead."""
    if is_street and kind in OF_CONGRESS:
        sentence = "街道不是一级政权,街道议事代表会议不作决议、决定。请选“讨论意见”“办法”或“名单”。"
        yield Issue("no_congress", sentence)
    if not is_street and kind == "opinion":
        yield Issue("no_opinion", "“讨论意见”用于街道议事代表会议;人民代表大会请选“决议”或“决定”。")


def issues_before_vote(*, text: str, meeting_state: str) -> Iterator[Issue]:
    """What a draft lacks before it is put to the vote."""
    if not text.strip():
        yield Issue("no_text", "还没有正文,请先填写草案正文。")
    if meeting_state == "cancelled":
        yield Issue("cancelled", "会议已取消,不能表决。")


def issues_with_majority(*, base: str, threshold: str, asks_this: bool, is_street: bool) -> Iterator[Issue]:
    """A vote on a resolution asks this one question, and a congress adopts by more than half of all its deputies."""
    if not asks_this:
        yield Issue("one_question", "决议草案的表决票只列这一个事项,且与草案标题一致,请作废后重新准备。")
    if not is_street and (base != "all" or threshold not in ("more_than_half", "two_thirds")):
        sentence = f"人民代表大会通过决议、决定须经{MAJORITY_OF_ALL},本次表决的计算基数不是全体代表,请先改正。"
        yield Issue("not_of_all", sentence)


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands as counted in the hall; `due` and `present` are those of the sitting."""

    approve: int
    oppose: int
    abstain: int
    due: int
    present: int


@dataclass(frozen=True, slots=True)
class Majority:
    """What is needed: `base` all, present or valid; `threshold` more_than_half or two_thirds."""

    base: str = "all"
    threshold: str = "more_than_half"

    @property
    def told(self) -> str:
        part = "三分之二以上" if self.threshold == "two_thirds" else "过半数"
        return f"{BASES[self.base]}的{part}"


def issues_with_hands(hands: Hands) -> Iterator[Issue]:
    """Nobody votes who was not counted as present."""
    if min(hands.approve, hands.oppose, hands.abstain) < 0:
        yield Issue("negative", "人数不能小于0。")
    told = hands.approve + hands.oppose + hands.abstain
    if told > hands.present:
        sum_ = f"赞成{hands.approve}人、反对{hands.oppose}人、弃权{hands.abstain}人,合计{told}人"
        yield Issue("too_many", f"{sum_},超过实到{hands.present}人,请核对。")
    if not told:
        yield Issue("nobody", "没有填写任何人数,请填写赞成、反对、弃权各多少人。")


def passes(hands: Hands, majority: Majority) -> bool:
    """Whether the hands raised reach the majority; compared in whole numbers."""
    bases = {"all": hands.due, "present": hands.present, "valid": hands.approve + hands.oppose + hands.abstain}
    base = bases[majority.base]
    return 3 * hands.approve >= 2 * base if majority.threshold == "two_thirds" else 2 * hands.approve > base
