"""What a year usually looks like: four ways to spread sessions and their topics, as data to begin a plan from.

Topics follow 地方组织法第十二条 and the usual division of the year (季会制、3+N、一年两次、年中会议制).
Every line may be changed in the plan; nothing here binds.
"""

from dataclasses import dataclass
from datetime import date

GOVERNMENT, PRESIDIUM = "government", "presidium"
HEAR, DELIBERATE, ON_SITE, INQUIRY = "hear", "deliberate", "on_site", "inquiry"
SATISFACTION, PROJECT_VOTE, ELECT, DEBRIEF = "satisfaction", "project_vote", "elect", "debrief"
FORMS = {
    HEAR: "听取报告",
    DELIBERATE: "分组审议",
    ON_SITE: "会前视察、调研",
    INQUIRY: "专题询问",
    SATISFACTION: "满意度测评",
    PROJECT_VOTE: "票决项目",
    ELECT: "选举",
    DEBRIEF: "代表述职",
}


@dataclass(frozen=True, slots=True)
class TopicSketch:
    """A usual topic; `reporter` is whose report it is: the government's, the presidium's or nobody's."""

    topic: str
    title: str
    reporter: str = GOVERNMENT


@dataclass(frozen=True, slots=True)
class SlotSketch:
    """A session to be: its months (first and last, both included), theme, forms and topics."""

    months: tuple[int, int]
    theme: str
    forms: tuple[str, ...]
    topics: tuple[TopicSketch, ...]
    activities: str = ""
    is_extra: bool = False

    def window(self, year: int, latest: dict[int, date]) -> tuple[date, date]:
        """First and last day in `year`; the place's latest day of a quarter cuts the window short."""
        first, last = date(year, self.months[0], 1), _month_end(year, self.months[1])
        quarter = quarter_of(last)
        return first, max(first, min(last, latest.get(quarter, last)))


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A year of sessions for bodies of one kind."""

    slug: str
    title: str
    is_district: bool
    slots: tuple[SlotSketch, ...]


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


_REPORTS = (
    TopicSketch("gov_work_report", "听取和审议政府工作报告"),
    TopicSketch("presidium_report", "听取和审议主席团工作报告", PRESIDIUM),
    TopicSketch("budget", "审查和批准财政预算及执行情况的报告"),
)
_VOTE = TopicSketch("livelihood_vote", "票决本年度民生实事项目")
_ELECTION = TopicSketch("election", "选举事项", "")
_LAW = TopicSketch("law_implementation", "听取和审议法律法规贯彻实施情况的报告")
_START = TopicSketch("livelihood_progress", "听取民生实事项目启动和进展情况的报告")
_SPECIAL = TopicSketch("special_report", "听取和审议专项工作报告")
_KEY = TopicSketch("key_project", "听取重点项目推进情况的报告")
_HALF = TopicSketch("gov_work_report", "听取和审议上半年政府工作情况的报告")
_HALF_BUDGET = TopicSketch("budget", "听取和审议上半年预算执行情况的报告")
_ACCOUNT = TopicSketch("final_account", "审查和批准上年度决算")
_SUGGESTIONS = TopicSketch("suggestion_handling", "听取代表建议办理情况的报告并开展满意度测评")
_MID = TopicSketch("livelihood_progress", "听取民生实事项目中期推进情况的报告")
_DONE = TopicSketch("livelihood_assess", "听取民生实事项目完成情况的报告并开展满意度测评")
_ASK = TopicSketch("inquiry", "开展专题询问")
_NEXT = TopicSketch("other", "讨论下一年度民生实事候选项目初步名单", PRESIDIUM)
_NEXT_PLAN = TopicSketch("other", "讨论下一年度会议预安排", PRESIDIUM)

_COLLECT = "组织代表联系走访选民,收集对政府工作、预算和民生实事的意见建议。"
_VISIT = "组织代表视察重点项目和民生实事项目开工情况,开展执法检查。"
_VISIT_MID = "组织代表视察民生实事项目推进情况、代表建议办理情况;启动下一年度民生实事项目征集。"
_VISIT_END = "组织代表验收性视察民生实事项目,围绕专题询问开展调研。"

_FIRST = SlotSketch(
    (1, 3), "审议工作报告和预算,票决民生实事项目", (HEAR, DELIBERATE, PROJECT_VOTE, ELECT),
    (*_REPORTS, _VOTE, _ELECTION), _COLLECT,
)  # fmt: skip
_MIDDLE = SlotSketch(
    (7, 9), "审议半年工作,推动建议办理", (ON_SITE, HEAR, DELIBERATE, SATISFACTION),
    (_HALF, _HALF_BUDGET, _ACCOUNT, _SUGGESTIONS, _MID), _VISIT_MID,
)  # fmt: skip
_LAST = SlotSketch(
    (10, 12), "评议民生实事,谋划下一年度工作", (ON_SITE, HEAR, SATISFACTION, INQUIRY),
    (_DONE, _SUGGESTIONS, _ASK, _NEXT, _NEXT_PLAN), _VISIT_END,
)  # fmt: skip

QUARTERLY = PlanTemplate(
    "quarterly", "季会制(每季度一次,全年四次)", False,
    (
        _FIRST,
        SlotSketch(
            (4, 6), "审议法律实施和专项工作", (ON_SITE, HEAR, DELIBERATE), (_LAW, _START, _SPECIAL, _KEY), _VISIT
        ),
        _MIDDLE,
        _LAST,
    ),
)  # fmt: skip
THREE_PLUS_N = PlanTemplate(
    "three_plus_n", "3+N(年初、年中、年末三次,视情增开)", False,
    (
        _FIRST,
        SlotSketch((4, 6), "视情增开:专项工作和法律实施", (ON_SITE, HEAR, DELIBERATE), (_LAW, _KEY), _VISIT, True),
        _MIDDLE,
        _LAST,
    ),
)  # fmt: skip
TWO_A_YEAR = PlanTemplate(
    "two_a_year", "一年两次(年初、年中)", False,
    (
        _FIRST,
        SlotSketch(
            (7, 9), "审议半年工作和专项工作", (ON_SITE, HEAR, DELIBERATE, SATISFACTION),
            (_HALF, _HALF_BUDGET, _ACCOUNT, _LAW, _SUGGESTIONS, _MID), _VISIT_MID,
        ),
    ),
)  # fmt: skip
MID_YEAR = PlanTemplate(
    "mid_year", "年中会议制(年初例会加年中会议)", True,
    (
        SlotSketch(
            (1, 2), "审议工作报告、计划和预算,票决民生实事项目", (HEAR, DELIBERATE, PROJECT_VOTE, ELECT),
            (
                TopicSketch("gov_work_report", "听取和审议政府工作报告"),
                TopicSketch("presidium_report", "听取和审议人大常委会工作报告", PRESIDIUM),
                TopicSketch("budget", "审查和批准国民经济和社会发展计划、财政预算"),
                _VOTE,
                _ELECTION,
            ),
            _COLLECT,
        ),
        SlotSketch(
            (7, 8), "年中会议:审议半年工作,推动重点任务", (ON_SITE, HEAR, DELIBERATE, SATISFACTION),
            (_HALF, _HALF_BUDGET, _ACCOUNT, _MID, _SUGGESTIONS, _KEY), _VISIT_MID,
        ),
    ),
)  # fmt: skip
TEMPLATES = {template.slug: template for template in (QUARTERLY, THREE_PLUS_N, TWO_A_YEAR, MID_YEAR)}
