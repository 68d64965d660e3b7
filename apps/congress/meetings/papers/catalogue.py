"""Every paper of a meeting: what it is called, how it is made, whether it is issued, and when there is one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from apps.congress.meetings import attendance_sheet, notice_paper, selectors
from apps.congress.meetings.models import Meeting, Observer, Sitting, SittingKind
from apps.congress.meetings.papers import agenda, convening, lists, script, seats
from apps.foundation.core.dates import local_day
from apps.office.documents.rules.tree import Tree


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper of the whole meeting. `kind`: the document that is drafted from it and signed; none is only printed."""

    slug: str
    title: str
    tree: Callable[[Meeting, date], Tree]
    kind: str = ""
    draft: Callable[[Meeting, date], Tree] | None = None
    is_for_streets: bool = True
    missing: Callable[[Meeting, date], str] = lambda meeting, on: ""


@dataclass(frozen=True, slots=True)
class SittingPaper:
    """A paper of one sitting."""

    slug: str
    title: str
    tree: Callable[[Sitting, date], Tree]


def _no_agenda(meeting: Meeting, on: date) -> str:
    return "" if meeting.agenda.exists() else "还没有议程"


def _no_presidium(meeting: Meeting, on: date) -> str:
    return "" if selectors.presidium_members(meeting.term, on).exists() else "本届还没有主席团成员"


def _no_observers(meeting: Meeting, on: date) -> str:
    return "" if meeting.observers.exists() else "还没有列席人员"


def _no_seats(meeting: Meeting, on: date) -> str:
    return "" if selectors.seating_plan(meeting) else "还没有安排座次"


MEETING_PAPERS = (
    MeetingPaper(
        "decision", "关于召开会议的决定", convening.decision, convening.DECISION, convening.decision, False, _no_agenda
    ),
    MeetingPaper(
        "announcement",
        "关于召开会议的公告",
        convening.announcement,
        convening.ANNOUNCEMENT,
        convening.announcement,
        False,
    ),
    MeetingPaper("notice", "会议通知", notice_paper.plain, notice_paper.KIND, notice_paper.red_head),
    MeetingPaper("agenda", "议程", agenda.agenda, missing=_no_agenda),
    MeetingPaper("schedule", "日程", agenda.schedule),
    MeetingPaper("presidium", "主席团和秘书长名单", lists.presidium, is_for_streets=False, missing=_no_presidium),
    MeetingPaper("observers", "列席人员名单", lists.observers, missing=_no_observers),
    MeetingPaper("seating", "座次表", seats.seating, missing=_no_seats),
)
SITTING_PAPERS = (
    SittingPaper("script", "主持词", script.script),
    SittingPaper("sheet", "签到表", lambda sitting, on: attendance_sheet.tree(sitting)),
)
DRAFTED = {paper.kind: paper for paper in MEETING_PAPERS if paper.kind}


def papers_of(meeting: Meeting) -> list[MeetingPaper]:
    """A street body convenes by notice alone and has no presidium."""
    return [paper for paper in MEETING_PAPERS if paper.is_for_streets or not meeting.body.is_street_body]


def paper_of(meeting: Meeting, slug: str) -> MeetingPaper | None:
    return next((paper for paper in papers_of(meeting) if paper.slug == slug), None)


def sitting_paper_of(slug: str) -> SittingPaper | None:
    return next((paper for paper in SITTING_PAPERS if paper.slug == slug), None)


def samples_of(slug: str) -> Callable[[], Iterator[Tree]]:
    """Makes the sample of a meeting's paper: of the newest meeting that has what it needs."""

    def trees() -> Iterator[Tree]:
        for meeting in _announced():
            paper, on = paper_of(meeting, slug), local_day(meeting.noticed_at)
            if paper and not paper.missing(meeting, on):
                yield paper.tree(meeting, on)
                return

    return trees


def scripts() -> Iterator[Tree]:
    """One host script of every kind of sitting the demo district holds."""
    for kind in SittingKind:
        rows = Sitting.objects.filter(kind=kind, meeting__noticed_at__isnull=False).order_by("-opened_at", "-pk")
        for sitting in rows.select_related("meeting__body__area", "meeting__term", "group")[:1]:
            yield script.script(sitting, local_day(sitting.starts_at))


def _announced() -> list[Meeting]:
    """Meetings with the most to show first."""
    rows = Meeting.objects.filter(noticed_at__isnull=False).select_related("body__area", "term__body")
    listed = set(Observer.objects.values_list("meeting", flat=True))
    return sorted(rows, key=lambda one: (one.pk not in listed, -one.pk))
