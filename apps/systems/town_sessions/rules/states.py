"""How a plan moves from draft to the end of its year, and how its organs are called."""

from dataclasses import dataclass

from apps.foundation.core.moves import moved

DRAFT, PRESIDIUM, PARTY = "draft", "presidium", "party"
APPROVED, FILED, EXECUTING, CLOSED = "approved", "filed", "executing", "closed"
SUPERSEDED, ABANDONED = "superseded", "abandoned"
IN_FORCE = (APPROVED, FILED, EXECUTING, CLOSED)
UNDER_STUDY = (PRESIDIUM, PARTY)
RUNNING = (FILED, EXECUTING)
AMENDABLE = (APPROVED, FILED, EXECUTING)
SETTLED = (*IN_FORCE, SUPERSEDED)

STUDY = "town_sessions.study"
PARTY_STEP = 2

MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "abandon"): ABANDONED,
    (DRAFT, "submit"): PRESIDIUM,
    (PRESIDIUM, "presidium_agrees"): PARTY,
    (PARTY, "party_agrees"): APPROVED,
    (PRESIDIUM, "return"): DRAFT,
    (PARTY, "return"): DRAFT,
    (APPROVED, "file"): FILED,
    (FILED, "execute"): EXECUTING,
    (EXECUTING, "execute"): EXECUTING,
    (EXECUTING, "close"): CLOSED,
    **{(state, "amend"): state for state in AMENDABLE},
    **{(state, "supersede"): SUPERSEDED for state in AMENDABLE},
}
REFUSALS = {
    "change": "只有起草中的方案可以修改。已提请的请先撤回;已批准的请另拟调整方案。",
    "abandon": "只有起草中的方案可以作废。已提请的请先撤回;已批准的请另拟调整方案。",
    "submit": "方案已经提请过了,请刷新页面查看办理情况。",
    "presidium_agrees": "方案不在讨论环节,不能登记讨论结果。请刷新页面查看。",
    "party_agrees": "方案不在党委研究环节,不能登记批准。请刷新页面查看是否已经批准。",
    "return": "方案不在审批中,不能退回。请刷新页面查看。",
    "file": "批准以后才能登记备案,已备案的不重复登记。请刷新页面查看。",
    "execute": "方案批准并登记备案以后才能生成会议、登记会前准备;已结束或者已调整的方案不再办理。",
    "close": "执行中的方案才能结束。请刷新页面查看。",
    "amend": "批准以后、结束以前的方案才能调整;起草中的方案请直接修改。",
    "supersede": "原方案已经结束或者已被另一版替代,不能再由本次调整替代。",
}


def move(state: str, act: str) -> str:
    """The state of a plan after `act`; WrongState with a sentence where it is not possible."""
    return moved(MOVES, REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class Words:
    """The organs of a body's level: who discusses, who studies, with whom the plan is filed."""

    discussed: str
    discussing: str
    studied: str
    studying: str
    filed: str

    def label(self, state: str) -> str:
        """The state as the page calls it."""
        return {
            DRAFT: "起草中", PRESIDIUM: self.discussing, PARTY: self.studying, APPROVED: "已批准,待备案",
            FILED: "已备案", EXECUTING: "执行中", CLOSED: "已结束", SUPERSEDED: "已调整", ABANDONED: "已作废",
        }[state]  # fmt: skip


TOWN = Words("主席团讨论", "报主席团讨论", "镇党委研究", "报镇党委研究", "报区人大备案")
DISTRICT = Words("常委会讨论", "报常委会讨论", "区委研究", "报区委研究", "报上级人大备案")


def words_for(is_district: bool) -> Words:
    return DISTRICT if is_district else TOWN


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the chain; `status` is done, current or ahead."""

    title: str
    status: str


def steps_of(state: str, words: Words) -> list[Step]:
    """起草 → 讨论 → 党委研究 → 批准 → 备案 → 执行 → 结束."""
    titles = ("起草", words.discussed, words.studied, "批准", words.filed, "执行", "结束")
    here = {DRAFT: 0, PRESIDIUM: 1, PARTY: 2, APPROVED: 4, FILED: 5, EXECUTING: 5, CLOSED: 7, SUPERSEDED: 7}
    at = here.get(state, 0)
    status = ["done" if place < at else "current" if place == at else "ahead" for place in range(len(titles))]
    return [Step(title, mark) for title, mark in zip(titles, status, strict=True)]
