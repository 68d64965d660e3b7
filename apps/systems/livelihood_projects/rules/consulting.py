"""Rules of 论证, 会商 and 党委研究. No database, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.foundation.core.errors import Issue

FEASIBLE, ADJUSTED, INFEASIBLE = "feasible", "adjusted", "infeasible"
KEEP, MERGE, DROP = "keep", "merge", "drop"
PARTY_STUDY = "livelihood.party_study"

NEEDED: Mapping[str, str] = {
    "content": "建设内容及规模",
    "place": "建设地点",
    "estimate": "估算投资",
    "fund_source": "资金来源",
    "responsible_unit": "责任单位",
    "responsible_leader": "责任领导",
    "starts_on": "开工日期",
    "finishes_on": "完成日期",
    "beneficiaries": "受益人数",
    "expected_result": "预期成效",
}
"""What the official list says of each candidate (domain rules §3.1 step 5)."""


def issues_before_finding(
    values: Mapping[str, Any], *, conclusion: str, unanswered: Sequence[str], unmet: Sequence[str]
) -> Iterator[Issue]:
    """What a sheet lacks before it may conclude; an infeasible one only says why (巴南办法第三条)."""
    if not str(values.get("opinion") or "").strip():
        yield Issue("opinion", "请填写论证意见。")
    if conclusion == INFEASIBLE:
        return
    for name, label in NEEDED.items():
        if not values.get(name):
            yield Issue(name, f"请填写{label}。")
    starts, ends = values.get("starts_on"), values.get("finishes_on")
    if starts and ends and starts > ends:
        yield Issue("dates", "完成日期不能早于开工日期。")
    elif starts and ends and starts.year != ends.year and not values.get("yearly_goal"):
        yield Issue("yearly_goal", "跨年度实施的,请填写当年目标。")
    if unanswered:
        yield Issue("scope_open", f"还有{len(unanswered)}项范围审核没有填写。")
    for label in unmet:
        yield Issue("scope_unmet", f"不符合“{label}”,请写明说明。")


@dataclass(frozen=True, slots=True)
class TableLine:
    """A clue on the table. `into` is the title of the clue it is to be merged into; `into_verdict` that one's own."""

    title: str
    verdict: str
    reason: str
    finding: str
    into: str = ""
    into_verdict: str = ""


def issues_with_line(line: TableLine) -> Iterator[Issue]:
    """What is wrong with one conclusion."""
    if line.verdict == KEEP and line.finding not in (FEASIBLE, ADJUSTED):
        yield Issue("not_feasible", f"“{line.title}”还没有可行的论证结论,不能列入初选。")
    if line.verdict == MERGE and not line.into:
        yield Issue("no_target", f"“{line.title}”请写明并入哪一件(受理编号)。")
    if line.verdict == MERGE and line.into_verdict in (MERGE, DROP):
        yield Issue("target_ends", f"“{line.title}”要并入的“{line.into}”自己也不再保留,请改选。")
    if line.verdict in (MERGE, DROP) and not line.reason.strip():
        yield Issue("no_reason", f"“{line.title}”请写明理由,将告知反映人。")


def issues_before_closing(lines: Sequence[TableLine]) -> Iterator[Issue]:
    """A consultation ends with a conclusion for every clue on its table."""
    if not lines:
        yield Issue("empty", "还没有线索提交会商,请先将线索列入会商。")
    waiting = [line.title for line in lines if not line.verdict]
    if waiting:
        named = "、".join(f"“{title}”" for title in waiting[:5])
        yield Issue("waiting", f"还有{len(waiting)}件没有结论:{named}{'等' if len(waiting) > 5 else ''}。")
    for line in lines:
        yield from issues_with_line(line)


NONE, PENDING, APPROVED, RETURNED, WITHDRAWN = "none", "pending", "approved", "returned", "withdrawn"
STUDY_SENTENCES: Mapping[str, str] = {
    NONE: "{party}尚未研究同意候选项目建议,请先提请{party}研究。",
    PENDING: "已提请{party}研究,{party}尚未研究同意;请在研究后登记结果。",
    RETURNED: "{party}研究后退回,尚未研究同意;请按意见修改后重新提请。",
    WITHDRAWN: "提请{party}研究已撤回,{party}尚未研究同意;请重新提请。",
}


def issues_with_study(state: str, party: str) -> list[Issue]:
    """党委领导: the list goes out only when the party committee agreed to it (domain rules §3.1 step 4)."""
    return [] if state == APPROVED else [Issue("party_study", STUDY_SENTENCES[state].format(party=party))]
