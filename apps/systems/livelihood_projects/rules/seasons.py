"""Rules of the livelihood-project vote: words, states, the differential, the scope checklist. No database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved
from apps.systems.livelihood_projects.rules import consulting

DRAFTING, SENT, VOTING, DECIDED, ANNOUNCED = "drafting", "sent", "voting", "decided", "announced"
STATES = (DRAFTING, SENT, VOTING, DECIDED, ANNOUNCED)
VOTED_IN, VOTED_OUT = "voted_in", "voted_out"

MOVES: Mapping[tuple[str, str], str] = {
    (DRAFTING, "send"): SENT,
    (SENT, "take_back"): DRAFTING,
    (SENT, "put_to_vote"): VOTING,
    (VOTING, "void"): SENT,
    (VOTING, "decide"): DECIDED,
    (DECIDED, "announce"): ANNOUNCED,
}
REFUSALS: Mapping[str, str] = {
    "send": "候选项目已经送达代表,不能重复送达。",
    "take_back": "只有已送达、尚未提交表决的候选项目可以收回修改。",
    "put_to_vote": "候选项目须先送达代表,且尚未提交表决。",
    "void": "目前没有进行中的表决可以作废。",
    "decide": "目前没有进行中的表决。",
    "announce": "须先完成表决并宣布结果,才能公布。",
}


def move(state: str, act: str) -> str:
    """The state after `act`; raises WrongState with a sentence where the act is not possible."""
    return moved(MOVES, REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class Words:
    """A town or district decides (票决、审议、确定); a street body is consultative and chooses (票选、讨论、选出)."""

    vote: str
    deliberate: str
    opinions: str
    member: str
    settle: str
    ballot: str
    measures: str
    party: str

    @property
    def chosen(self) -> str:
        return f"{self.vote}{self.settle}"

    @property
    def study(self) -> str:
        """党委研究 of a town or district, 党工委研究 of a street."""
        return f"{self.party}研究"


CONGRESS_WORDS = Words(
    vote="票决", deliberate="审议", opinions="审议意见", member="人大代表", settle="确定", ballot="表决票",
    measures="民生实事项目人大代表票决办法", party="党委",
)  # fmt: skip
STREET_WORDS = Words(
    vote="票选", deliberate="讨论", opinions="讨论意见", member="议事代表", settle="选出", ballot="票选票",
    measures="民生实事项目票选办法", party="党工委",
)  # fmt: skip


def words_for(is_street: bool) -> Words:
    return STREET_WORDS if is_street else CONGRESS_WORDS


def state_label(state: str, words: Words) -> str:
    """A season's state in the words of its body."""
    labels = {
        DRAFTING: "拟定候选项目",
        SENT: f"已送代表{words.deliberate}",
        VOTING: f"{words.vote}中",
        DECIDED: f"已{words.vote},待公布",
        ANNOUNCED: "已公布",
    }
    return labels[state]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line on top of a season's page; `status` is done, current, ahead or skipped."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Front:
    """How far the steps before the list have come."""

    is_collected: bool = False
    is_consulted: bool = False
    is_studied: bool = False

    @property
    def done(self) -> tuple[bool, bool, bool]:
        return self.is_collected, self.is_consulted, self.is_studied


def steps_of(state: str, words: Words, front: Front, *, is_handed_over: bool = False) -> list[Step]:
    """征集 → 会商 → 党委研究 → 拟定 → 送达 → 审议 → 票决 → 公布 → 交办: a sent list is being deliberated.

    A front step that was left out is `skipped`, never in the way: places come to the portal in the middle of a year.
    """
    front_titles = ("征集", "会商", words.study)
    titles = (*front_titles, "拟定候选项目", "送达代表", words.deliberate, words.vote, "公布", "交办")
    waiting = front.done.index(False) if False in front.done else len(front.done)
    current = {DRAFTING: waiting, SENT: 5, VOTING: 6, DECIDED: 7, ANNOUNCED: 8}[state] + is_handed_over
    return [Step(title, _status(place, current, front)) for place, title in enumerate(titles)]


def _status(place: int, current: int, front: Front) -> str:
    if place < len(front.done):
        return "done" if front.done[place] else "current" if place == current else _missed(place, current)
    return "done" if place < current else "current" if place == current else "ahead"


def _missed(place: int, current: int) -> str:
    return "skipped" if place < current else "ahead"


def announcement_head(*, session: str, year: int, count: int, words: Words) -> str:
    """The lawful sentence before the list (domain rules §3.3)."""
    if not count:
        return f"经{session}{words.vote},没有项目被{words.settle}为{year}年民生实事项目。"
    return f"经{session}{words.vote},{words.settle}下列{count}个项目为{year}年民生实事项目:"


def announcement(*, session: str, year: int, names: Sequence[str], words: Words) -> str:
    """The words of the public notice: only what was chosen, in the order of the list (no counts)."""
    if not names:
        return announcement_head(session=session, year=year, count=0, words=words)
    head = announcement_head(session=session, year=year, count=len(names), words=words)
    lines = [f"{number}. {name}" for number, name in enumerate(names, start=1)]
    return "\n".join([head, *lines])


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """One candidate as the checks see it. `unmet` are (question label, reason) pairs; `unanswered` are labels."""

    name: str
    unanswered: Sequence[str] = ()
    unmet: Sequence[tuple[str, str]] = ()
    spans_years: bool = False
    yearly_goal: str = ""


@dataclass(frozen=True, slots=True)
class SlateFacts:
    """The candidates of a season, the number to choose, and the differential in force (percent of that number).

    `study` is how far the party committee's study has come; where the place asks for none it counts as approved.
    """

    candidates: Sequence[CandidateFacts]
    to_choose: int
    min_differential_percent: int
    allow_equal: bool
    equal_slate_reason: str = ""
    study: str = consulting.APPROVED
    party: str = CONGRESS_WORDS.party


def issues_before_sending(facts: SlateFacts) -> list[Issue]:
    """What stands before sending: number of candidates, scope of each (巴南办法第三条), the party committee's study."""
    scope = [issue for candidate in facts.candidates for issue in _scope_issues(candidate)]
    return [*_slate_issues(facts), *scope, *consulting.issues_with_study(facts.study, facts.party)]


def required_candidates(to_choose: int, percent: int) -> int:
    """The least number of candidates that exceeds `to_choose` by `percent`, rounded up."""
    return -(-to_choose * (100 + percent) // 100)


def _slate_issues(facts: SlateFacts) -> list[Issue]:
    count, required = len(facts.candidates), required_candidates(facts.to_choose, facts.min_differential_percent)
    if count < facts.to_choose:
        short = facts.to_choose - count
        return [Issue("too_few", f"应选{facts.to_choose}项,候选只有{count}项,至少还要补充{short}项。")]
    if count == facts.to_choose and facts.allow_equal:
        missing = Issue("equal_without_reason", "候选数与应选数相等(等额),请在本年度设置中写明等额理由。")
        return [] if facts.equal_slate_reason else [missing]
    if count >= required:
        return []
    sentence = f"差额不足:应选{facts.to_choose}项、差额比例{facts.min_differential_percent}%,"
    return [Issue("differential", f"{sentence}候选至少{required}项,现有{count}项。")]


def _scope_issues(candidate: CandidateFacts) -> list[Issue]:
    name = f"“{candidate.name}”"
    issues = [
        Issue("scope_unmet", f"{name}不符合“{label}”,请写明说明,或撤下该项目。")
        for label, reason in candidate.unmet
        if not reason
    ]
    if candidate.unanswered:
        issues.append(Issue("scope_open", f"{name}还有{len(candidate.unanswered)}项范围审核没有填写。"))
    if candidate.spans_years and not candidate.yearly_goal:
        issues.append(Issue("yearly_goal", f"{name}跨年度实施,请填写当年目标。"))
    return issues


def issues_before_voting(*, sent_on: date | None, meeting_on: date, days_before: int) -> list[Issue]:
    """The list must have reached the deputies `days_before` the meeting; the day of the meeting is not counted."""
    latest = meeting_on - timedelta(days=days_before)
    if sent_on is None:
        return [Issue("not_sent", "候选项目还没有送达代表,请先送达。")]
    if sent_on > latest:
        late = (sent_on - latest).days
        sentence = f"候选项目应在会前{days_before}日({latest})送达,实际{sent_on}送达,晚了{late}天。"
        return [Issue("sent_late", f"{sentence}请另选会议日期;本地办法规定的天数不同的,请先修改规则,收回后重新送达。")]
    return []


def fate_of(name: str, outcome: Mapping[str, Any]) -> str | None:
    """`voted_in`, `voted_out`, or None while a run-off, a second round or the presidium still has to decide.

    An invalid vote decides nothing.
    """
    if not outcome["valid"]:
        return None
    if name in outcome["adopted"]:
        return VOTED_IN
    undecided = {*outcome["run_off"], *outcome["presidium_decides"]}
    return None if name in undecided or outcome["second_round"] else VOTED_OUT


def issues_before_settling(*, chosen: int, open_seats: int, reason: str) -> list[Issue]:
    """What stands against settling by decision what the vote left open: seats, and the decision itself."""
    issues = []
    if chosen > open_seats:
        issues.append(Issue("too_many", f"还可再确定{open_seats}项,所选{chosen}项,请减少。"))
    if not reason.strip():
        issues.append(Issue("reason", "请写明作出决定的会议、日期和依据。"))
    return issues
