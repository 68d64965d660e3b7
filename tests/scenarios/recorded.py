"""Every figure that the signed papers of a session must show, counted from the rows; and how the papers are read."""

import re
from collections.abc import Iterator

from django.utils import timezone

from apps.congress.ballots.models import NamedBallot, Poll, RollEntry
from apps.congress.meetings.models import Attendance, Meeting, ObserverPresence, Resolution, Sitting, SittingPoll
from tests.scenarios.papers import Papers

Figure = tuple[str, tuple[int, ...]]
"""What a paragraph is about, and all integers in it."""
COUNTED = re.compile(r"\d[人票张]")


# As recorded


def record_figures(meeting: Meeting) -> Iterator[Figure]:
    """Attendance of every sitting twice (at the head, and where it begins), every vote, every resolution."""
    for sitting in Sitting.objects.filter(meeting=meeting):
        due, opened, came, leave, absent = heads(sitting)
        late = (came,) if came != opened else ()
        guests = ObserverPresence.objects.filter(sitting=sitting).count()
        yield sitting.name, (due, opened, *late, leave, absent, guests)
        yield "出席情况", (due, opened, *late, leave, absent)
    for poll in polls(meeting):
        opened_at = timezone.localtime(poll.opened_at)
        yield poll.title, (opened_at.hour, opened_at.minute, *turnout(poll))
        options = poll.count.outcome["items"]
        for number, item in enumerate(options, start=1):
            place = (number,) if len(options) > 1 else ()
            yield item["name"], (*place, *votes(poll, item["name"]))
    yield from resolutions(meeting)


def minutes_figures(meeting: Meeting) -> Iterator[Figure]:
    """Due and present at every sitting of the whole body, the votes that no resolution stands for, every resolution."""
    for sitting in Sitting.objects.filter(meeting=meeting, kind__in=("preparatory", "plenary")):
        yield sitting.name, heads(sitting)[:2]
    for poll in polls(meeting).filter(resolution=None):
        for item in poll.count.outcome["items"]:
            yield item["name"], votes(poll, item["name"])
    yield from resolutions(meeting)


def heads(sitting: Sitting) -> tuple[int, ...]:
    """Due, there when it opened, came in all, on leave, absent: from the sheet of attendance."""
    rows = Attendance.objects.filter(sitting=sitting)
    came = rows.filter(state="present")
    opened = came.filter(checked_in_at__lte=sitting.opened_at)
    states = (came, rows.filter(state="leave"), rows.filter(state="expected"))
    return (rows.count(), opened.count(), *(one.count() for one in states))


def polls(meeting: Meeting):
    return Poll.objects.filter(sitting_link__sitting__meeting=meeting).select_related("count")


def turnout(poll: Poll) -> tuple[int, ...]:
    """Due, present, issued, received, valid, void, blank: people from the sheet, ballots from the box."""
    sheet = Attendance.objects.filter(sitting=SittingPoll.objects.get(poll=poll).sitting)
    present = sheet.filter(state="present", checked_in_at__lte=poll.opened_at).count()
    issued, ballots = RollEntry.objects.filter(poll=poll).count(), list(box(poll))
    blank = sum(not _marked(choices) for choices in ballots)
    return (sheet.count(), present, issued, len(ballots), len(ballots), 0, blank)


def votes(poll: Poll, option: str) -> tuple[int, ...]:
    """What the ballots in the box say of one option, in the order in which papers tell it."""
    ballots = list(box(poll))
    if poll.model == "assessment":
        counts = [sum(choices.get(option) == grade for choices in ballots) for grade in poll.grades]
        return (*counts, len(ballots) - sum(counts))
    if poll.model == "choose_up_to":
        return (sum(option in choices for choices in ballots),)
    approve, oppose = (sum(option in choices[side] for choices in ballots) for side in ("approve", "oppose"))
    return (approve, oppose, len(ballots) - approve - oppose)


def counted(poll: Poll, option: str) -> tuple[int, ...]:
    """The same from the row of the count."""
    item = next(item for item in poll.count.outcome["items"] if item["name"] == option)
    keys = {"assessment": [*poll.grades, "abstain"], "choose_up_to": ["approve"]}
    numbers = item | item.get("counts", {})
    return tuple(numbers[key] for key in keys.get(poll.model, ["approve", "oppose", "abstain"]))


def counted_turnout(poll: Poll) -> tuple[int, ...]:
    shown = poll.count.outcome["turnout"]
    return tuple(shown[key] for key in ("due", "present", "issued", "received", "valid", "void", "blank"))


def box(poll: Poll):
    return NamedBallot.objects.filter(entry__poll=poll).values_list("choices", flat=True)


def resolutions(meeting: Meeting) -> Iterator[Figure]:
    for one in Resolution.objects.filter(meeting=meeting, state="adopted"):
        yield one.title, (one.number, one.due, one.present, one.approve, one.oppose, one.abstain)


def _marked(choices) -> bool:
    return any(choices.values()) if isinstance(choices, dict) else bool(choices)


# As printed


def printed_in_record(papers: Papers) -> Iterator[Figure]:
    """Every paragraph that counts people or ballots."""
    for line in papers.lines("记录"):
        if COUNTED.search(line):
            yield _figure(line)


def printed_in_minutes(papers: Papers) -> Iterator[Figure]:
    """The paragraph of the opening counts the sittings of all, a paragraph of a vote every option."""
    for line in papers.lines("纪要"):
        if not COUNTED.search(line):
            continue
        if "现纪要如下" in line:
            parts = [part for part in re.split("[；。]", line) if COUNTED.search(part)]
            yield from ((part.split("应到")[0], _integers(part)) for part in parts)
        elif found := re.fullmatch(r"会议对“.+?”进行\w+。(.+)。", line):
            yield from (_figure(part) for part in found[1].split("；"))
        else:
            yield _figure(line)


def _figure(line: str) -> Figure:
    """The title in its quotation marks, or what stands before the colon; its own digits are no figures."""
    found = re.search(r"“(.+?)”（|《(.+?)》", line) or re.match(r"(?:（\d+）)?(.+?)()：", line)
    assert found, line
    label = found[1] or found[2]
    return label, _integers(line.replace(label, "", 1))


def _integers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def names_printed(papers: Papers) -> dict[str, set[str]]:
    """The lists of names of the signed minutes."""
    return {block.label: set(block.names) for block in papers.minutes.content.blocks if hasattr(block, "names")}


def names_recorded(meeting: Meeting) -> dict[str, set[str]]:
    """Who came to any sitting; who of the others had leave; who never came; guests with their positions."""
    rows = Attendance.objects.filter(sitting__meeting=meeting)
    came, leave, absent = (
        set(rows.filter(state=state).values_list("name", flat=True)) for state in ("present", "leave", "expected")
    )
    seen = ObserverPresence.objects.filter(sitting__meeting=meeting).select_related("observer")
    guests = {f"{one.observer.name}（{one.observer.position}）" for one in seen}
    lists = {"出席": came, "请假": leave - came, "缺席": absent - came - leave, "列席": guests}
    return {label: names for label, names in lists.items() if names}
