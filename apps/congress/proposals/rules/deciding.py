"""What the presidium may decide on a proposal, and by which majority.

Sources: 重庆市乡镇人民代表大会工作条例 art. 14 (a motion of deputies that is not listed becomes a suggestion) and
art. 34 (decisions by more than half of all members of the presidium); 地方组织法 art. 24 and 31 (an interpellation is
handed to the organ, a removal is put to the session: no discretion).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from apps.congress.proposals.rules.signing import DEPUTIES, INTERPELLATION, REMOVAL
from apps.foundation.core.errors import Issue

LIST, SUGGEST, REFUSE = "list", "suggest", "refuse"


def outcomes_of(kind: str, source: str) -> tuple[str, ...]:
    """What can become of it."""
    if kind in (INTERPELLATION, REMOVAL):
        return (LIST,)
    return (LIST, SUGGEST) if source == DEPUTIES else (LIST, REFUSE)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as entered. `decided_on` and `submitted_on` are local days."""

    kind: str
    source: str
    outcome: str
    reason: str
    members: int
    approve: int
    decided_on: date
    submitted_on: date
    today: date
    has_meeting: bool
    meeting_is_over: bool
    answer_form: str


def issues_with_decision(decision: Decision) -> Iterator[Issue]:
    """Why a decision cannot stand as entered."""
    if decision.outcome not in outcomes_of(decision.kind, decision.source):
        yield Issue("outcome", _refusal(decision))
    if decision.outcome != LIST and not decision.reason.strip():
        yield Issue("no_reason", "不列入议程的,请写明理由;理由会告知提案人。")
    yield from _of_vote(decision)
    if decision.decided_on > decision.today:
        yield Issue("in_future", "主席团决定日期在今天以后,请核对。")
    if decision.decided_on < decision.submitted_on:
        yield Issue("before_submission", "主席团决定日期早于提交日期,请核对。")
    if decision.outcome == LIST:
        yield from _of_listing(decision)


def _of_vote(decision: Decision) -> Iterator[Issue]:
    if decision.members < 1:
        yield Issue("no_members", "请填写主席团组成人员人数,或先在届次页面登记主席团成员。")
    elif decision.approve > decision.members:
        yield Issue("too_many", f"赞成人数超过主席团组成人员{decision.members}人,请核对。")
    elif 2 * decision.approve <= decision.members:
        needed = decision.members // 2 + 1
        source = "重庆市乡镇人民代表大会工作条例第三十四条"
        sentence = f"主席团的决定须由全体组成人员的过半数通过({source}):{decision.members}人中须{needed}人以上赞成。"
        yield Issue("no_majority", sentence)


def _of_listing(decision: Decision) -> Iterator[Issue]:
    if decision.kind == INTERPELLATION and decision.answer_form not in ("oral", "written"):
        yield Issue("no_form", "请选择由受质询机关口头答复还是书面答复。")
    needs_meeting = decision.kind != INTERPELLATION or decision.answer_form == "oral"
    if needs_meeting and not decision.has_meeting:
        yield Issue("no_meeting", "请选择列入哪次会议的议程。")
    if decision.meeting_is_over:
        yield Issue("over", "所选会议已闭会或取消,请选择其他会议。")


def _refusal(decision: Decision) -> str:
    if decision.kind == REMOVAL:
        return "依法提出的罢免案由主席团提请会议审议(地方组织法第三十一条),不能作其他处理。"
    if decision.kind == INTERPELLATION:
        return "依法提出的质询案由主席团决定交受质询机关答复(地方组织法第二十四条),不能作其他处理。"
    if decision.source == DEPUTIES:
        return "代表联名提出的议案不列入议程的,转为建议办理(重庆市乡镇人民代表大会工作条例第十四条)。"
    return "只有代表联名提出的议案才转为建议;请选择列入或不列入议程。"


def is_satisfied(unsatisfied: int, signed: int) -> bool:
    """代表法第十四条: where half of those who signed or more are not satisfied, the organ answers again."""
    return 2 * unsatisfied < signed
