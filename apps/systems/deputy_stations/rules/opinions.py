"""What residents bring to a station: its five routes, and by when somebody decides on one.

Source: 龙塔街道“接待选民日工作流程” (five routes, one form); several towns' rules of reception: no later than three to
five working days from the reception to the hand-over; lawsuits, appeals and private disputes are sent elsewhere.
"""

from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.registry import PolicyKey

PURPOSE, PURPOSE_TITLE = "stations.opinion", "代表家站意见建议"
ROUTING_DAYS = "stations.routing_days"
OPINION_POLICIES = (
    PolicyKey(
        ROUTING_DAYS, "家站意见建议确定办理路径的期限", 3, "int", "free", "本平台默认值,由本地代表家站建设与运行规定",
        minimum=1, maximum=30, unit="个工作日",
    ),
)  # fmt: skip
SPOT, VILLAGE, OFFICE = "spot", "village", "office"
DISTRICT, CITY, ELSEWHERE = "district_deputy", "city_deputy", "elsewhere"
HANDED_ON = (VILLAGE, OFFICE, DISTRICT)
"""Become matters, with the limits, the reply and the rating of a matter."""
BY_DEPUTY = (SPOT, ELSEWHERE)
"""What a deputy or liaison officer may settle alone; the other routes are the office's to open."""
TO_SUGGEST = (VILLAGE, OFFICE, DISTRICT, CITY)
LATE, WAITING, OPEN, CLOSED = "late", "waiting", "open", "closed"


@dataclass(frozen=True, slots=True)
class Facts:
    """How far an opinion is. `matter` says in words where its matter stands, "" where there is none."""

    route: str
    matter: str
    is_closed: bool
    is_withdrawn: bool
    is_merged: bool
    due_on: date | None


def standing(facts: Facts, on: date) -> tuple[str, str]:
    """In words, and the tone of a badge."""
    if facts.is_withdrawn:
        return "已撤回", "secondary"
    if facts.is_closed:
        return {SPOT: "已当场答复", ELSEWHERE: "已告知其他渠道"}.get(facts.route, "已办结"), "green"
    if facts.is_merged:
        return "已并入另一件办理", "secondary"
    if not facts.route:
        late = facts.due_on is not None and facts.due_on < on
        return ("逾期未分流", "red") if late else ("待分流", "orange")
    return (facts.matter, "blue") if facts.matter else ("已请市人大代表反映", "blue")


def may_route(route: str, grade: str) -> bool:
    """Once; again only where a resident was not content with what they were told on the spot."""
    return not route or (route in BY_DEPUTY and grade == "dissatisfied")


def until_sentence(due_on: date | None) -> str:
    return f"应在{chinese_date(due_on)}前确定办理路径" if due_on else ""
