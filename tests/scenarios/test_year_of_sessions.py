"""A year of four sessions and one ad hoc in a town of sixty deputies, from the plan to the archive."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.congress.meetings.models import MaterialReceipt, Meeting
from apps.congress.meetings.services import meeting_notice
from apps.congress.minutes.models import Minutes
from apps.foundation.core.errors import NotReady
from apps.systems.town_sessions.selectors.timeline import timeline_of
from apps.systems.town_sessions.services.executing import plan_close
from tests.scenarios import recorded
from tests.scenarios.course import COURSES, Course
from tests.scenarios.day import Day
from tests.scenarios.papers import ADDED, Papers
from tests.scenarios.session import Session
from tests.scenarios.town import Town, moment, town_of
from tests.scenarios.year import (
    DAYS,
    FLOOD,
    FLOOD_NOTICED,
    amended_plan,
    filed_plan,
    fresh,
    inspect,
    meeting_of,
    prepared,
    renumbered,
)

HEADS = [
    [(60, 57, 57, 2, 1), (60, 54, 57, 2, 1), (30, 30, 30, 0, 0), (30, 27, 27, 2, 1), (9, 8, 8, 0, 1),
     (60, 56, 56, 2, 2)],
    [(60, 53, 54, 4, 2), (30, 30, 30, 0, 0), (30, 24, 24, 4, 2), (9, 8, 8, 0, 1), (60, 53, 53, 4, 3)],
    [(60, 47, 49, 6, 5), (30, 30, 30, 0, 0), (30, 19, 19, 6, 5), (9, 8, 8, 0, 1), (60, 48, 48, 6, 6)],
    [(60, 57, 57, 3, 0), (30, 30, 30, 0, 0), (30, 27, 27, 3, 0), (9, 8, 8, 0, 1), (60, 56, 56, 3, 1)],
    [(60, 45, 51, 5, 4), (30, 30, 30, 0, 0), (30, 21, 21, 5, 4), (9, 8, 8, 0, 1), (60, 53, 53, 5, 2)],
]  # fmt: skip
"""Due, there at the opening, came in all, on leave, absent: of every sitting of every session of the year."""


@pytest.fixture
def town(cast) -> Town:
    return town_of(cast)


def held(town: Town, meeting: Meeting, course: Course) -> Papers:
    """From the notice to the zip."""
    session = Session(town, meeting, course)
    session.arrange()
    session.announce()
    motion = session.motion()
    session.programmes()
    Day(session).hold(motion)
    session.promise_kept()
    return Papers(town, session.meeting)


def test_a_year_of_sessions_from_plan_to_archive(town):
    plan = filed_plan(town)
    in_january = moment(date(2026, 1, 12), 9)
    meetings = {day: meeting_of(town, plan, day, in_january) for day in DAYS}
    assert [meeting.number for meeting in meetings.values()] == [1, 2, 3, 4]

    first = held(town, meetings[DAYS[0]], COURSES[0])
    assert inspect(town, fresh(plan), meetings[DAYS[1]]).state == "closed"
    second = held(town, meetings[DAYS[1]], COURSES[1])

    following = amended_plan(town, fresh(plan), moment(date(2026, 6, 26), 9))
    assert (fresh(plan).state, following.state, following.version) == ("superseded", "executing", 2)
    in_july = moment(date(2026, 7, 6), 9)
    meetings[FLOOD] = meeting_of(town, following, FLOOD, in_july)
    meetings = renumbered(town, meetings, in_july)
    with pytest.raises(NotReady, match="现已迟7日"):
        meeting_notice(meeting=meetings[FLOOD], by=town.staff, at=moment(FLOOD_NOTICED, 9))
    third, fourth, fifth = (held(town, meetings[course.day], course) for course in COURSES[2:])

    year = [first, second, third, fourth, fifth]
    assert [papers.meeting.title[-5:] for papers in year] == [f"第{number}次会议" for number in "一二三四五"]
    for papers, course, heads in zip(year, COURSES, HEADS, strict=True):
        its_figures_are_those_recorded(papers, heads)
        its_votes_are_those_cast(papers.meeting, course)
        its_words_and_names_are_kept(papers)
        its_archive_is_complete(papers, number=year.index(papers) + 1)
    prepared(town, fresh(following))
    assert plan_close(plan=following, by=town.staff, at=moment(date(2026, 12, 20), 9)).state == "closed"
    cards = timeline_of(fresh(following), town.staff, date(2026, 12, 20)).cards
    assert [(card.status, card.late) for card in cards] == [("已闭会", [])] * 5


def its_figures_are_those_recorded(papers: Papers, heads: list[tuple[int, ...]]) -> None:
    """No paragraph that counts people or ballots is left out, none is printed that no row stands for."""
    meeting = papers.meeting
    assert [recorded.heads(sitting) for sitting in meeting.sittings.order_by("starts_at", "pk")] == heads
    assert sorted(recorded.printed_in_record(papers)) == sorted(recorded.record_figures(meeting))
    assert sorted(recorded.printed_in_minutes(papers)) == sorted(recorded.minutes_figures(meeting))
    assert recorded.names_printed(papers) == recorded.names_recorded(meeting)


def its_votes_are_those_cast(meeting: Meeting, course: Course) -> None:
    """The box, the row of the count and what the deputies did agree."""
    assessment, vote, motion = recorded.polls(meeting).order_by("pk")
    cast = course.cast
    done = {item: (*counts, cast - sum(counts)) for item, counts in course.grades.items()}
    assert {item: recorded.votes(assessment, item) for item in course.grades} == done
    if course.seats:
        done = {option: (approve,) for option, (approve, _) in course.ballots.items()}
    else:
        done = {option: (yes, no, cast - yes - no) for option, (yes, no) in course.ballots.items()}
    assert {option: recorded.votes(vote, option) for option in course.ballots} == done
    assert recorded.votes(motion, motion.options.get().title) == course.motion
    for poll in (assessment, vote, motion):
        assert recorded.counted_turnout(poll) == recorded.turnout(poll)
        for option in poll.options.all():
            assert recorded.counted(poll, option.title) == recorded.votes(poll, option.title)
    by_phone, by_hands = meeting.resolutions.order_by("number")
    for resolution, counts in ((by_phone, course.motion), (by_hands, course.hands)):
        assert (resolution.approve, resolution.oppose, resolution.abstain) == counts
        assert (resolution.due, resolution.present) == recorded.heads(resolution.sitting)[:2]


def its_words_and_names_are_kept(papers: Papers) -> None:
    """Speeches, the question with its promise, the opinions of both delegations, what was added by hand."""
    record, minutes = papers.lines("记录"), papers.lines("纪要")
    spoken = papers.meeting.sittings.values_list("speeches__gist", flat=True).exclude(speeches=None)
    assert len(spoken) == 3
    for gist in spoken:
        assert any(line.endswith(f"发言：{gist}。".replace(",", "，")) for line in record)
    assert sum("代表团提出：建议倒排工期" in line for line in record) == 2
    assert any(line.startswith("青禾镇人民政府承诺：") for line in record)
    assert ADDED in minutes
    assert ADDED not in record
    assert set(Minutes.objects.of(papers.meeting).values_list("state", flat=True)) == {"issued"}
    assert papers.meeting.questions.get().state == "done"
    assert MaterialReceipt.objects.filter(version__material__meeting=papers.meeting).count() == 15


def its_archive_is_complete(papers: Papers, number: int) -> None:
    """The zip holds what its catalogue lists: each paper, how long it is kept, what the minutes are numbered."""
    title, sittings = papers.meeting.title, papers.meeting.sittings.order_by("starts_at", "pk")
    agenda = "议程" if sittings.filter(kind="preparatory").exists() else "建议议程"
    kept = {f"关于召开{title}的通知": "10年", f"{title}{agenda}": "10年", f"{title}日程": "10年"}
    kept |= {f"{title}{sitting.name}签到表": "30年" for sitting in sittings}
    for poll in recorded.polls(papers.meeting):
        word = "满意度测评" if poll.model == "assessment" else "票决"
        kept[f"{word}结果报告单{poll.body.name}{poll.title}"] = "30年"
    kept |= {resolution.title: "永久" for resolution in papers.meeting.resolutions.all()}
    kept |= {f"{title}记录": "永久", f"{title}纪要": "永久", f"{title}列席人员名单": "10年"}
    kept |= {f"{title}主席团和秘书长名单": "10年"}
    kept |= {f"{title}{sitting.name}主持词": "10年" for sitting in sittings}
    kept |= {material.title.translate({40: "（", 41: "）"}): "10年" for material in papers.meeting.materials.all()}
    kept |= {proposal.title: "永久" for proposal in papers.meeting.proposals.all()}
    kept |= {f"关于{title}代表议案处理意见的报告": "永久"} if papers.meeting.proposals.exists() else {}
    for one in papers.meeting.inspections.all():
        names = (f"关于开展{one.title}的方案", f"关于{one.title}情况的报告", f"关于交办{one.title}意见建议的函")
        kept |= dict.fromkeys(names, "30年")
    archive = papers.zip()
    sheet = load_workbook(BytesIO(archive.read("00归档目录.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet][1:]
    assert {row[2]: row[6] for row in rows} == kept
    assert len(rows) == len(kept) == papers.bundle.papers
    files = [path for row in rows for path in row[1].split("；")]
    assert sorted(archive.namelist()) == sorted(["00归档目录.pdf", "00归档目录.xlsx", *files])
    assert next(row[3] for row in rows if row[2] == f"{title}纪要") == f"青人纪〔2026〕{number}号"
    assert [row[3] for row in rows if row[3].startswith("本届")] == [
        f"本届第{2 * number - 1}号", f"本届第{2 * number}号"
    ]  # fmt: skip
