"""What the office does next with an inspection, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime

from apps.congress.inspections.models import Inspection, Opinion, State
from apps.congress.inspections.rules import states
from apps.congress.matters.models import Matter, MatterKind
from apps.congress.matters.rules.deadlines import REPLY, Limit
from apps.congress.matters.selectors.became import limit_of, limit_today
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.foundation.core.marks import fields_mark, mark_of

PLAN, REPORT, HANDOVER = "inspection_plan", "inspection_report", "inspection_handover"


def plan_of(inspection: Inspection, on: date) -> states.Plan:
    """The facts that the notice depends on."""
    return states.Plan(
        on=on,
        starts_on=inspection.starts_on,
        stops=inspection.stops.count(),
        participants=inspection.participants.count(),
        basis=inspection.basis,
        is_street=inspection.body.is_street_body,
        is_law_check=inspection.kind == "law_check",
    )


def route_mark(inspection: Inspection) -> str:
    """Names the route as it is stored: another mark, another route."""
    cells = ("public_id", "place", "arrives_at", "unit", "host", "officials")
    return mark_of(list(inspection.stops.order_by("number").values_list(*cells)))


def way_of(inspection: Inspection) -> str:
    """The route as participants are told it: `09:30红星村,10:30水厂`, with the day where there are several."""
    form = "%H:%M" if inspection.starts_on == inspection.ends_on else "%m月%d日%H:%M"
    stops = inspection.stops.order_by("number")
    return ",".join(f"{localtime(one.arrives_at).strftime(form) if one.arrives_at else ''}{one.place}" for one in stops)


def arrangement_mark(inspection: Inspection) -> str:
    """Names everything but route and people as it is stored."""
    names = ["kind", "theme", "basis", "leader", "starts_on", "ends_on", "gathers_at", "gathers_place", "contact"]
    return fields_mark(inspection, [*names, "requirements", "meeting"])


def units_gone(opinions: Iterable[Opinion], on: date) -> list[tuple[int, str]]:
    """Number and unit of each opinion whose unit exists no longer."""
    return [(one.number, one.unit.name) for one in opinions if not one.unit.exists_on(on)]


def handed_matter(inspection: Inspection) -> Matter | None:
    """One of its matters: all were handed over on one day, by one rule."""
    opinion = inspection.opinions.handed_over().with_all().order_by("number").first()
    return opinion.matter if opinion else None


def feedback_due(inspection: Inspection, on: date) -> tuple[date | None, Limit]:
    """The day by which units feed back, with the rule; before the hand-over the rule of `on` alone."""
    matter = handed_matter(inspection)
    if matter is None:
        return None, limit_today(inspection.body.area, MatterKind.INSPECTION, REPLY, on)
    return matter.reply_due_on, limit_of(matter, REPLY)


def papers_ready(inspection: Inspection) -> tuple[str, ...]:
    """Kinds of papers that the facts suffice for."""
    ready: list[str] = []
    if inspection.state != State.CALLED_OFF:
        ready.append(PLAN)
    if inspection.reported_on is not None:
        ready.append(REPORT)
    if inspection.handed_over_on is not None:
        ready.append(HANDOVER)
    return tuple(ready)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next. `posts`: the button acts after a question, otherwise it opens a page."""

    sentence: str
    action: str = ""
    url: str = ""
    question: str = ""
    issues: tuple[Issue, ...] = ()
    posts: bool = False


def next_step(inspection: Inspection, on: date) -> NextStep | None:
    """The one next act of the office, None where it is over."""
    makers = {
        State.PLANNED: _notice, State.NOTICED: _hold, State.HELD: _report, State.REPORTED: _hand_over,
        State.HANDED_OVER: _wait, State.FED_BACK: _close,
    }  # fmt: skip
    make = makers.get(State(inspection.state))
    return make(inspection, on) if make else None


def _notice(inspection: Inspection, on: date) -> NextStep:
    issues = tuple(states.issues_before_notice(plan_of(inspection, on)))
    return NextStep(
        "发出通知", "发出通知", _act("notice", inspection), "参加代表会收到时间、地点和路线,并在手机上回复。", issues,
        posts=not issues,
    )  # fmt: skip


def _hold(inspection: Inspection, on: date) -> NextStep:
    came = inspection.participants.came().count()
    issues = tuple(states.issues_before_holding(on=on, starts_on=inspection.starts_on, came=came))
    if issues:
        return NextStep(
            "签到,开展活动", "代表签到", reverse("inspections_sign_in", args=[inspection.public_id]), "", issues
        )
    return NextStep(
        f"登记开展(已签到{came}人)", "登记开展", _act("hold", inspection),
        f"已签到{came}人,将记入履职档案,签到不能再撤销。", posts=True,
    )  # fmt: skip


def _report(inspection: Inspection, on: date) -> NextStep:
    count = inspection.opinions.count()
    issues = tuple(
        states.issues_before_report(situation=inspection.situation, problems=inspection.problems, opinions=count)
    )
    if issues:
        return NextStep("起草报告和意见清单", "起草报告", _act("report", inspection), "", issues)
    return NextStep(
        "形成报告", "形成报告", _act("report_finish", inspection),
        f"报告形成后,不能再登记发现的情况;意见{count}条,交办前还可以修改。", posts=True,
    )  # fmt: skip


def _hand_over(inspection: Inspection, on: date) -> NextStep:
    opinions = list(inspection.opinions.select_related("unit"))
    count = len(opinions)
    if not count:
        return NextStep(
            "没有需要交办的意见,办结", "办结", _act("close", inspection), "本次活动没有提出需要交办的意见。", posts=True
        )
    issues = tuple(states.issues_before_hand_over(opinions=count, gone=units_gone(opinions, on)))
    if issues:
        return NextStep("交办意见", "修改意见清单", _act("report", inspection), "", issues)
    _, limit = feedback_due(inspection, on)
    return NextStep(
        "交办意见", "交办", _act("hand_over", inspection),
        f"{count}条意见将交承办单位研究处理,代表不直接处理问题;承办单位应在{limit.words}内书面反馈({limit.source})。"
        "交办后意见不能再修改。",
        posts=True,
    )  # fmt: skip


def _wait(inspection: Inspection, on: date) -> NextStep:
    open_ = inspection.opinions.awaiting().count()
    late = inspection.opinions.late(on).count()
    due_on, _ = feedback_due(inspection, on)
    due = f",应在{chinese_date(due_on)}前反馈" if due_on else ""
    more = f",其中{late}条已逾期" if late else due
    return NextStep(f"等待承办单位反馈:还有{open_}条{more}")


def _close(inspection: Inspection, on: date) -> NextStep:
    return NextStep(
        "意见已全部反馈,核对后办结", "办结", _act("close", inspection),
        "办结前请逐条核对反馈。", posts=True,
    )  # fmt: skip


def _act(name: str, inspection: Inspection) -> str:
    return reverse(f"inspections_{name}", args=[inspection.public_id])
