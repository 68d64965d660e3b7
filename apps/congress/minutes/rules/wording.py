"""How times, people and the subjects of an agenda are written in a record."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from apps.congress.meetings.rules.verbs import noun_of
from apps.congress.minutes.rules.facts import Attendance, Guest, Item, Meeting, Sitting
from apps.foundation.core.dates import chinese_date


def moment(at: datetime) -> str:
    """`2026年3月20日9时30分`, in local time."""
    local = timezone.localtime(at)
    return f"{chinese_date(local)}{clock(at)}"


def clock(at: datetime) -> str:
    """`9时30分`, `9时`."""
    local = timezone.localtime(at)
    return f"{local.hour}时{local.minute:02}分" if local.minute else f"{local.hour}时"


def days(first: date, last: date) -> str:
    """`2026年3月20日至21日`."""
    if first == last:
        return chinese_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{chinese_date(first)}至{last.day}日"
    return f"{chinese_date(first)}至{chinese_date(last)}"


def span(sitting: Sitting) -> str:
    """When a sitting was held, from its opening to its end."""
    begin = sitting.opened_at or sitting.starts_at
    if sitting.closed_at is None:
        return f"{moment(begin)}开始"
    same_day = timezone.localtime(begin).date() == timezone.localtime(sitting.closed_at).date()
    end = clock(sitting.closed_at) if same_day else moment(sitting.closed_at)
    return f"{moment(begin)}至{end}"


def by_reporter(item: Item) -> str:
    """`镇长关于…的报告` as far as it is known."""
    who = item.reporter or item.unit
    return f"{who}作的{noun_of(item.title)}" if who else noun_of(item.title)


def ended(text: str) -> str:
    """The sentence with its full stop."""
    text = " ".join(text.split())
    return text if not text or text[-1] in "。！？；…”.!?;" else f"{text}。"


def head_counts(attendance: Attendance) -> str:
    """`应到60人，开会时实到57人，先后出席58人，请假1人，缺席1人`; who came late makes the difference."""
    came = len(attendance.came)
    parts = [f"应到{attendance.due}人", f"开会时实到{attendance.present}人"]
    if came != attendance.present:
        parts.append(f"先后出席{came}人")
    parts += [f"请假{len(attendance.on_leave)}人", f"缺席{len(attendance.absent)}人"]
    return "，".join(parts)


def due_and_present(sittings: Sequence[Sitting], noun: str) -> str:
    """`应到代表60人，实到58人`, of each sitting where there are several."""
    if len(sittings) == 1:
        one = sittings[0].attendance
        return f"应到{noun}{one.due}人，实到{one.present}人"
    return "；".join(
        f"{sitting.name}应到{noun}{sitting.attendance.due}人，实到{sitting.attendance.present}人"
        for sitting in sittings
    )


def over_all(meeting: Meeting) -> Attendance:
    """Who came to at least one sitting that was held, who was excused from all, who never came; each once."""
    came: dict[str, None] = {}
    excused: dict[str, None] = {}
    missed: dict[str, None] = {}
    guests: dict[tuple[str, str], Guest] = {}
    for sitting in meeting.held:
        came |= dict.fromkeys(sitting.attendance.came)
        excused |= dict.fromkeys(sitting.attendance.on_leave)
        missed |= dict.fromkeys(sitting.attendance.absent)
        guests |= {(guest.name, guest.position): guest for guest in sitting.attendance.guests}
    excused = {name: None for name in excused if name not in came}
    missed = {name: None for name in missed if name not in came and name not in excused}
    return Attendance(0, 0, tuple(came), tuple(excused), tuple(missed), tuple(guests.values()))
