"""Lists and votes of 示例区: one open now, two finished, one being prepared, one with the members."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.setting_up import PollDraft
from apps.congress.meetings.models import Meeting, Sitting, SittingKind
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_close,
    meeting_create,
    meeting_notice,
    sitting_close,
    sitting_open,
    sitting_poll_open,
)
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.demo import front
from apps.systems.livelihood_projects.demo.places import Place
from apps.systems.livelihood_projects.models import Project, ScopeQuestion, Season
from apps.systems.livelihood_projects.rules import words_for
from apps.systems.livelihood_projects.services import consulting, deciding, deliberating, preparing, studying

INVENTED = json.loads(Path(__file__).with_name("projects.json").read_text())
"""Candidates by kind of body, and what was said of the town's; `wan` is the amount in 万元."""
TOWN, STREET, DISTRICT = INVENTED["town"], INVENTED["street"], INVENTED["district"]
Sketch = dict[str, Any]
YES = {question.value: (True, "") for question in ScopeQuestion}
LEADERS = ("刘副镇长", "唐副镇长", "罗副镇长")
STREET_LEADERS = ("刘副主任", "唐副主任", "罗副主任")
WAN = 10000


def open_now(place: Place, year: int, at: datetime) -> None:
    """Sent twelve days ago; in session today, the poll open, part of the ballots cast."""
    season = _sent(place, year, TOWN[:12], 10, at - timedelta(days=12), readers=49, from_clues=True)
    _deliberate(place, season, at - timedelta(hours=1))
    held = meeting_on(place, at, at - timedelta(days=14))
    present = place.members[:43]
    sitting = sitting_in_session(place, held, present, at)
    poll = _vote(place, season, sitting, at)
    _cast(place, poll, [*present[:1], *present[2:24]], at)


def finished(
    place: Place, year: int, sketches: Sequence[Sketch], seats: int, on: datetime, *, from_clues: bool = False
) -> Season:
    """Voted on a day of the past, announced the day after."""
    readers = len(place.members) - 3
    season = _sent(place, year, sketches, seats, on - timedelta(days=14), readers=readers, from_clues=from_clues)
    held = meeting_on(place, on, on - timedelta(days=16))
    present = place.members[: len(place.members) * 3 // 4]
    sitting = sitting_in_session(place, held, present, on)
    poll = _vote(place, season, sitting, on)
    _cast(place, poll, present, on)
    poll_close(poll=poll, by=place.by, at=on)
    poll_count(poll=poll, by=place.by, at=on)
    poll_announce(poll=poll, by=place.by, at=on)
    sitting_close(sitting=sitting, by=place.by, at=on)
    meeting_close(meeting=held, by=place.by, at=on)
    return deciding.season_announce(season=season, by=place.by, at=on + timedelta(days=1))


def being_prepared(place: Place, year: int, at: datetime) -> None:
    """Last year's losers stand in the pool; one was taken up, one scope answer is still missing."""
    finished(place, year - 1, TOWN[8:14], 5, at - timedelta(days=330))
    season = _season(place, year, 7, at)
    for sketch in TOWN[:7]:
        _candidate(place, season, sketch, at)
    pool = Project.objects.in_reserve().filter(season__term=place.term)
    preparing.project_take_up(reserve=pool[0], season=season, by=place.by, at=at)
    _candidate(place, season, TOWN[7], at, answered=len(YES) - 1)
    consulting.study_open(season=season, by=place.by, at=at)


def with_the_members(place: Place, year: int, at: datetime) -> None:
    """The district's list was sent five days ago; its meeting is a good month away."""
    _sent(place, year, DISTRICT, 10, at - timedelta(days=5), readers=120)
    meeting_on(place, at + timedelta(days=40), None)


def _season(place: Place, year: int, seats: int, at: datetime) -> Season:
    return preparing.season_create(term=place.term, year=year, to_choose=seats, by=place.by, at=at)


def _sent(
    place: Place, year: int, sketches: Sequence[Sketch], seats: int, at: datetime, readers: int, *,
    from_clues: bool = False,
) -> Season:  # fmt: skip
    season = _season(place, year, seats, at)
    if from_clues:
        front.candidates_from_clues(place, season, [_whole(season, sketch, n) for n, sketch in enumerate(sketches)], at)
    else:
        for sketch in sketches:
            _candidate(place, season, sketch, at)
        front.studied(place, season, at)
    season = preparing.season_send(season=season, by=place.by, at=at)
    for hours, person in enumerate(islice(place.members, readers), start=1):
        deliberating.candidates_read(season=season, by=place.actor(person), at=at + timedelta(hours=hours))
    return season


def _candidate(place: Place, season: Season, sketch: Sketch, at: datetime, answered: int = len(YES)) -> Project:
    values = _values(season, sketch, season.projects.count())
    scope = dict(islice(YES.items(), answered))
    return preparing.project_add(season=season, values=values, scope=scope, by=place.by, at=at)


def _values(season: Season, sketch: Sketch, number: int) -> dict[str, Any]:
    area = season.body.area
    leaders = STREET_LEADERS if season.body.is_street_body else LEADERS
    return {
        "name": sketch["name"],
        "category": sketch["category"],
        "content": sketch["content"],
        "place": sketch["where"],
        "budget": Decimal(sketch["wan"]) * WAN,
        "fund_source": "区级财政资金60%,本级财政资金40%" if area.depth > 1 else "区级财政资金",
        "responsible_unit": Unit.objects.get(area=area, name=f"{area.name}{sketch['unit']}"),
        "responsible_leader": leaders[number % 3] if area.depth > 1 else "分管副区长",
        "starts_on": date(season.year, 1 + number % 4, 1),
        "finishes_on": date(season.year, 12 - number % 3, 20),
        "beneficiaries": sketch["people"],
        "expected_result": sketch["result"],
        "origin": sketch["origin"],
        "feasibility": "经会商论证可行",
    }


def _whole(season: Season, sketch: Sketch, number: int) -> Sketch:
    """A sketch with the feasibility sheet that would lead to it."""
    values = _values(season, sketch, number)
    sheet = {name: value for name, value in values.items() if name in studying.FIELDS}
    more = {"estimate": values["budget"], "yearly_goal": "", "opinion": "符合规划,资金可以落实,当年能够完成。"}
    return sketch | {"sheet": sheet | more, "responsible_unit": values["responsible_unit"]}


def _deliberate(place: Place, season: Season, at: datetime) -> None:
    groups, projects = list(selectors.season_groups(season)), list(selectors.candidates_of(season))
    for said in INVENTED["opinions"]:
        project = None if said["project"] is None else projects[said["project"]]
        opinion = deliberating.opinion_record(
            season=season, text=said["text"], project=project, group=groups[said["group"]], by=place.by, at=at
        )
        if said["answer"]:
            deliberating.opinion_answer(opinion=opinion, answer=said["answer"], by=place.by, at=at)


def meeting_on(place: Place, day: datetime, noticed: datetime | None) -> Meeting:
    """A meeting on a day at nine; announced where `noticed` says when."""
    area, words = place.term.body.area.name, words_for(place.term.body.is_street_body)
    is_first = not place.term.meetings.exists()
    plan = MeetingPlan(
        number=2 * (day.year - place.term.first_session_on.year) + 1 if is_first else None,
        place=f"{area}{'机关' if area.endswith('区') else ''}会议中心",
        agenda=[
            AgendaLine(f"听取关于民生实事候选项目的说明,分组{words.deliberate}", "分管负责人"),
            AgendaLine(f"{words.vote}民生实事项目"),
        ],
        sittings=[SittingLine(SittingKind.PLENARY, timezone.localtime(day).replace(hour=9, minute=0, second=0))],
        contact="会务组 023-00000000",
    )
    meeting = meeting_create(term=place.term, plan=plan, by=place.by, at=noticed or day)
    return meeting_notice(meeting=meeting, by=place.by, at=noticed) if noticed else meeting


def sitting_in_session(place: Place, meeting: Meeting, present: Sequence[Person], at: datetime) -> Sitting:
    sitting = check_in_start(sitting=meeting.sittings.get(), by=place.by, at=at)
    for person in present:
        check_in_by_list(sitting=sitting, person=person, by=place.by, at=at)
    return sitting_open(sitting=sitting, by=place.by, at=at)


def _vote(place: Place, season: Season, sitting: Sitting, at: datetime) -> Poll:
    area, words = place.term.body.area, season.words
    draft = PollDraft(title=f"{season}{words.ballot}", held_under=f"{area}{words.measures}", seats=season.to_choose)
    poll = deciding.vote_prepare(season=season, draft=draft, sitting=sitting, by=place.by, at=at)
    return sitting_poll_open(sitting=sitting, poll=poll, by=place.by, at=at)


def _cast(place: Place, poll: Poll, voters: Sequence[Person], at: datetime) -> None:
    """Everybody leaves out as many as the list has too many; the later on the list, the likelier."""
    names, random = list(poll.options.values_list("title", flat=True)), Random(2027)
    least = names[poll.seats :]
    weights = {name: 1 + number / 4 + 12 * (name in least) for number, name in enumerate(names)}
    for person in voters:
        liked = sorted(names, key=lambda name: random.random() ** (1 / weights[name]))[: poll.seats]
        marks = Marks(approve=tuple(name for name in names if name in liked))
        ballot_cast(poll=poll, marks=marks, by=place.actor(person), at=at)
