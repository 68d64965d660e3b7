"""How far the preparation of a meeting has come: what is done, what is missing, what is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingKind, SittingState
from apps.congress.meetings.rules.notices import days_late, last_notice_day
from apps.congress.meetings.selectors.meetings import notice_facts
from apps.congress.meetings.selectors.plans import presidium_members
from apps.congress.meetings.selectors.programme import overruns, programmes_of
from apps.congress.meetings.selectors.seating import seating_plan
from apps.foundation.core.dates import chinese_date

DONE, MISSING, LATE = "done", "missing", "late"


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing to prepare; `state` is done, missing or late; `url` is where it is done.

    `edits`: the page is a form, for those who prepare the meeting alone.
    """

    title: str
    state: str
    detail: str
    url: str = ""
    edits: bool = False


def readiness(meeting: Meeting, on: date) -> list[Ready]:
    """Everything a session needs, in the order in which offices prepare it."""
    is_street = meeting.body.is_street_body
    parts = (
        _agenda(meeting), () if is_street else _convened(meeting), _notice(meeting, on), _programme(meeting),
        _chairs(meeting), () if is_street else _presidium(meeting, on), _observers(meeting), _seats(meeting),
    )  # fmt: skip
    return [one for part in parts for one in part]


def _page(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.public_id])


def _agenda(meeting: Meeting) -> Iterator[Ready]:
    items = list(meeting.agenda.all())
    open_items = sum(1 for item in items if not item.reporter and item.topic == "other")
    url = _page("meetings_change", meeting)
    if not items:
        yield Ready("议程", MISSING, "还没有议题", url, edits=True)
    else:
        more = f",{open_items}项未定报告人或议题类型" if open_items else ""
        yield Ready("议程", MISSING if open_items else DONE, f"共{len(items)}项{more}", url, edits=True)
    due = sorted(item.materials_due_on for item in items if item.materials_due_on)
    if due:
        dated = f"{len(due)}项议题定了截止日期,最早{chinese_date(due[0])},最迟{chinese_date(due[-1])}"
        yield Ready("材料截止", DONE, dated, url, edits=True)


def _convened(meeting: Meeting) -> Iterator[Ready]:
    if meeting.convened_on:
        yield Ready("决定召开", DONE, f"{chinese_date(meeting.convened_on)}决定", _page("meetings_papers", meeting))
    elif meeting.state == MeetingState.PLANNED:
        yield Ready("决定召开", MISSING, "尚未登记主席团(常委会)决定召开的日期", "#convene", edits=True)


def _notice(meeting: Meeting, on: date) -> Iterator[Ready]:
    if meeting.noticed_at:
        edition = f",现为第{meeting.revision}版" if meeting.revision > 1 else ""
        detail = f"{chinese_date(meeting.noticed_at)}发出{edition}"
        yield Ready("会议通知", DONE, detail, _page("meetings_notice", meeting))
        return
    facts = notice_facts(meeting, on)
    late, last = days_late(facts), last_notice_day(facts.starts_on, facts.notice_days)
    if late:
        detail = f"应不迟于{chinese_date(last)}发出({facts.source}),已迟{late}日"
        yield Ready("会议通知", LATE, detail)
    else:
        yield Ready("会议通知", MISSING, f"最迟{chinese_date(last)}发出,还有{(last - on).days}日")


def _programme(meeting: Meeting) -> Iterator[Ready]:
    live = [one for one in programmes_of(meeting) if one.sitting.state != SittingState.CLOSED]
    unsaved = [one.sitting for one in live if not one.is_saved]
    if not live:
        return
    if clashes := overruns(live):
        url = _page("meetings_change", meeting)
        yield Ready("时间冲突", MISSING, f"{';'.join(clashes[:3])},请调整时间或缩短步骤", url, edits=True)
    if not unsaved:
        yield Ready("日程", DONE, f"{len(live)}场均已确认")
        return
    detail = f"{len(unsaved)}场按议程自动拟出,待确认:{_names(unsaved)}"
    yield Ready("日程", MISSING, detail, reverse("meetings_programme", args=[unsaved[0].public_id]), edits=True)


def _names(sittings: list[Sitting]) -> str:
    shown = "、".join(one.name for one in sittings[:4])
    return shown + ("等" if len(sittings) > 4 else "")


def _chairs(meeting: Meeting) -> Iterator[Ready]:
    rows = meeting.sittings.exclude(state=SittingState.CALLED_OFF).exclude(kind=SittingKind.GROUP)
    without = rows.filter(presided_by="").count()
    if rows:
        detail = f"{without}场会议未定主持人" if without else f"{len(rows)}场会议均已确定"
        yield Ready("主持人", MISSING if without else DONE, detail, _page("meetings_change", meeting), edits=True)


def _presidium(meeting: Meeting, on: date) -> Iterator[Ready]:
    members = list(presidium_members(meeting.term, on))
    url = reverse("people_term", args=[meeting.term.public_id])
    if not members:
        yield Ready("主席团", MISSING, "本届还没有主席团成员名单", url)
        return
    has_secretary = any("秘书长" in one.title for one in members)
    detail = f"{len(members)}人" + ("" if has_secretary else ",未定秘书长")
    yield Ready("主席团", DONE if has_secretary else MISSING, detail, url)


def _observers(meeting: Meeting) -> Iterator[Ready]:
    count = meeting.observers.count()
    detail = f"{count}人" if count else "还没有列席人员"
    yield Ready("列席人员", DONE if count else MISSING, detail, _page("meetings_observers", meeting))


def _seats(meeting: Meeting) -> Iterator[Ready]:
    plan = seating_plan(meeting)
    detail = f"{plan.rows}排,每排{plan.seats}座" if plan else "还没有安排"
    yield Ready("座次", DONE if plan else MISSING, detail, _page("meetings_seating", meeting))
