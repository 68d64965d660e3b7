"""The life of a rating round and of one station in it (自评—初审—复核—决定—公示—命名)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

OPEN, STUDY, AGREED, PUBLISHED, NAMED, ABANDONED = "open", "study", "agreed", "published", "named", "abandoned"
ROUND_LABELS = {
    OPEN: "评定中",
    STUDY: "主任会议研究中",
    AGREED: "待公示",
    PUBLISHED: "公示中",
    NAMED: "已命名",
    ABANDONED: "已终止",
}
ROUND_ACTS = {
    "work": "评分",
    "submit": "提请主任会议研究",
    "agree": "登记研究结果",
    "return": "退回",
    "publish": "公示",
    "unpublish": "撤回公示",
    "send_back": "退回重评",
    "name": "命名",
    "reopen": "继续评定",
    "abandon": "终止",
}
ROUND_MOVES = {
    (OPEN, "work"): OPEN,
    (OPEN, "send_back"): OPEN,
    (OPEN, "submit"): STUDY,
    (OPEN, "abandon"): ABANDONED,
    (STUDY, "agree"): AGREED,
    (STUDY, "return"): OPEN,
    (AGREED, "publish"): PUBLISHED,
    (PUBLISHED, "unpublish"): AGREED,
    (PUBLISHED, "work"): PUBLISHED,  # what was sent back upon an objection is rated again meanwhile
    (PUBLISHED, "send_back"): PUBLISHED,
    (PUBLISHED, "name"): NAMED,
    (PUBLISHED, "reopen"): OPEN,
}

SELF, FIRST, SITE, SCORED, SETTLED, DROPPED = "self", "first", "site", "scored", "settled", "dropped"
FINAL = "final"
RATING_LABELS = {
    SELF: "自评申报",
    FIRST: "镇街初审",
    SITE: "实地复核",
    SCORED: "已评分",
    SETTLED: "已评定",
    DROPPED: "不参评",
}
RATING_ACTS = {
    "self": "提交自评",
    "first": "提交初审",
    "site": "复核评分",
    "scored": "汇总评分",
    "final": "调整得分",
    "back": "退回",
    "settle": "评定星级",
    "drop": "登记不参评",
    "raters": "安排评审员",
}
RATING_MOVES = {
    (SELF, "self"): FIRST,
    (FIRST, "first"): SITE,
    (FIRST, "back"): SELF,
    (SITE, "site"): SITE,
    (SITE, "scored"): SCORED,
    (SITE, "back"): FIRST,
    (SCORED, "final"): SCORED,
    (SCORED, "back"): SITE,
    (SCORED, "settle"): SETTLED,
    (SELF, "raters"): SELF,
    (FIRST, "raters"): FIRST,
    (SITE, "raters"): SITE,
    (SELF, "drop"): DROPPED,
    (FIRST, "drop"): DROPPED,
    (SITE, "drop"): DROPPED,
    (SCORED, "drop"): DROPPED,
}
RATED = (SCORED, SETTLED)
AT_WORK = (SELF, FIRST, SITE)
DECIDED = (AGREED, PUBLISHED, NAMED)
"""The 主任会议 has agreed to what is to be named."""


def move_round(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    return moved_when_ready(ROUND_MOVES, ROUND_LABELS, ROUND_ACTS, state, act, issues)


def move(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    return moved_when_ready(RATING_MOVES, RATING_LABELS, RATING_ACTS, state, act, issues)


def allows_round(state: str, act: str) -> bool:
    return (state, act) in ROUND_MOVES


def allows(state: str, act: str) -> bool:
    return (state, act) in RATING_MOVES


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The period that is judged, and the last day of each stage."""

    starts_on: date
    ends_on: date
    self_due: date
    first_due: date
    site_due: date


def issues_with_days(days: RoundDays, on: date) -> Iterator[Issue]:
    if days.ends_on < days.starts_on:
        yield Issue("period", "考核期的结束日期不能早于开始日期。")
    if (days.ends_on - days.starts_on).days > 731:
        yield Issue("long", "考核期最长两年,请核对起止日期。")
    if days.self_due < on:
        yield Issue("past", f"自评截止日期{chinese_date(days.self_due)}已经过去,请改为今天或者以后的日期。")
    if not days.self_due <= days.first_due <= days.site_due:
        yield Issue("order", "自评、初审、复核的截止日期应依次向后。")


def issues_before_submitting(*, at_work: int, rated: int, figures_run: bool) -> Iterator[Issue]:
    """Every station is rated, or stays out with a reason."""
    if figures_run:
        yield Issue("figures", "正在取数,请待取数完成后再提请研究。")
    if at_work:
        yield Issue("at_work", f"还有{at_work}个家站没有评完,请先完成评分,或者登记不参评。")
    if not rated:
        yield Issue("empty", "还没有评完的家站,不能提请研究。")


def issues_before_naming(*, is_concluded: bool, upheld: int, sent_back: int) -> Iterator[Issue]:
    """公示期满办结; what was objected to with reason is looked at again first."""
    if not is_concluded:
        yield Issue("notice", "公示还没有办结。公示期满后,请先在公示页面处理意见、办结公示。")
    elif upheld and not sent_back:
        yield Issue("upheld", f"有{upheld}条公示意见成立,请先把有关家站退回重评,再命名其他家站。")
