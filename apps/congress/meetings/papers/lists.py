"""列席人员名单 and 主席团和秘书长名单."""

from datetime import date

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting, SittingKind, SittingState
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Membership
from apps.foundation.people.rules.strokes import stroke_key
from apps.office.documents import composing
from apps.office.documents.rules.tree import Column, Table, Tree

OBSERVERS = (Column("序号", 2), Column("姓名", 4), Column("单位及职务", 13, "left"), Column("类别", 4))
PRESIDIUM = (Column("序号", 2), Column("姓名", 5), Column("职务", 6), Column("备注", 6))
SECRETARY = "秘书长"


def observers(meeting: Meeting, on: date) -> Tree:
    """Who attends without a vote, in the order in which the office listed them."""
    listed = list(selectors.observers_of(meeting))
    rows = tuple(
        (str(number), one.name, one.position, one.get_kind_display()) for number, one in enumerate(listed, start=1)
    )
    organ = standing_organ(meeting.body, on)
    title = f"{meeting.title}列席人员名单"
    return composing.sheet(organ, title, [Table(OBSERVERS, rows)], subtitle=f"(共{len(listed)}人)")


def presidium(meeting: Meeting, on: date) -> Tree:
    """The presidium by surname strokes, then the secretary general; a draft until the preparatory sitting passed it."""
    members = presidium_by_strokes(meeting, on)
    rows = tuple(
        (str(number), one.person.name, one.title or "主席团成员", "") for number, one in enumerate(members, start=1)
    )
    passed = meeting.sittings.filter(kind=SittingKind.PREPARATORY, state=SittingState.CLOSED).first()
    stands = "草案" if passed is None else f"{chinese_date(local_day(passed.closed_at))}预备会议通过"
    organ = standing_organ(meeting.body, on)
    subtitle = f"({stands};共{len(members)}名,按姓氏笔画为序)"
    title = f"{meeting.title}\n主席团和秘书长名单"
    return composing.sheet(organ, title, [Table(PRESIDIUM, rows)], subtitle=subtitle)


def presidium_by_strokes(meeting: Meeting, on: date) -> list[Membership]:
    return sorted(selectors.presidium_members(meeting.term, on), key=lambda one: stroke_key(one.person.name))
