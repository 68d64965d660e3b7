"""The livelihood votes of 示例区: one open now, two finished, one being prepared, one with the members."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
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
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, REPRESENTATIVE, STAFF, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of, serving_members
from apps.systems.livelihood_projects import demo_closing, selectors
from apps.systems.livelihood_projects.models import Project, ScopeQuestion, Season
from apps.systems.livelihood_projects.rules import words_for
from apps.systems.livelihood_projects.services import deciding, deliberating, preparing

INVENTED = json.loads(Path(__file__).with_name("demo_projects.json").read_text())
"""Candidates by kind of body, and what was said of the town's; `wan` is the amount in 万元."""
TOWN, STREET, DISTRICT = INVENTED["town"], INVENTED["street"], INVENTED["district"]
Sketch = dict[str, Any]
YES = {question.value: (True, "") for question in ScopeQuestion}
LEADERS = ("刘副镇长", "唐副镇长", "罗副镇长")
WAN = 10000


@dataclass(frozen=True, slots=True)
class Place:
    """A body of the demo district with who keeps its votes."""

    term: Term
    by: Actor

    @property
    def members(self) -> list[Person]:
        return [mandate.person for mandate in serving_members(self.term, timezone.localdate())]

    def actor(self, person: Person) -> Actor:
        body = self.term.body
        return Actor(
            name=person.name,
            role=REPRESENTATIVE if body.is_street_body else DEPUTY,
            user_id=person.user_id,
            person_id=person.pk,
            body_ids=(body.pk,),
            role_title=f"{body.name}代表",
        )


def load(at: datetime) -> None:
    """Write the votes; the people, bodies and accounts must be there."""
    year = local_day(at).year + 1
    _open_now(_place("青禾镇人民代表大会", "qinghe", at), year, at)
    decided = _finished(_place("白沙镇人民代表大会", "quwei", at), year, TOWN[1:13], 10, at - timedelta(days=20))
    demo_closing.handed_over(decided, at)
    _being_prepared(_place("石桥镇人民代表大会", "quwei", at), year, at)
    chosen = _finished(_place("滨江街道议事代表会议", "binjiang", at), year, STREET, 5, at - timedelta(days=9))
    demo_closing.announced(chosen, at)
    _with_the_members(_place("示例区人民代表大会", "quwei", at), year, at)


def _place(body: str, username: str, at: datetime) -> Place:
    user, on = User.objects.get(username=username), local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on) or Actor(username, STAFF)
    return Place(Term.objects.select_related("body__area").get(body__name=body), actor)


def _open_now(place: Place, year: int, at: datetime) -> None:
    """Sent twelve days ago; in session today, the poll open, part of the ballots cast."""
    season = _sent(place, year, TOWN[:12], 10, at - timedelta(days=12), readers=49)
    _deliberate(place, season, at - timedelta(hours=1))
    meeting = _meeting(place, at, at - timedelta(days=14))
    present = place.members[:43]
    sitting = _sitting_in_session(place, meeting, present, at)
    poll = _vote(place, season, sitting, at)
    _cast(place, poll, [*present[:1], *present[2:24]], at)


def _finished(place: Place, year: int, sketches: Sequence[Sketch], seats: int, on: datetime) -> Season:
    """Voted on a day of the past, announced the day after."""
    season = _sent(place, year, sketches, seats, on - timedelta(days=14), readers=len(place.members) - 3)
    meeting = _meeting(place, on, on - timedelta(days=16))
    present = place.members[: len(place.members) * 3 // 4]
    sitting = _sitting_in_session(place, meeting, present, on)
    poll = _vote(place, season, sitting, on)
    _cast(place, poll, present, on)
    poll_close(poll=poll, by=place.by, at=on)
    poll_count(poll=poll, by=place.by, at=on)
    poll_announce(poll=poll, by=place.by, at=on)
    sitting_close(sitting=sitting, by=place.by, at=on)
    meeting_close(meeting=meeting, by=place.by, at=on)
    return deciding.season_announce(season=season, by=place.by, at=on + timedelta(days=1))


def _being_prepared(place: Place, year: int, at: datetime) -> None:
    """Last year's losers stand in the pool; one was taken up, one scope answer is still missing."""
    _finished(place, year - 1, TOWN[8:14], 5, at - timedelta(days=330))
    season = _season(place, year, 7, at)
    for sketch in TOWN[:7]:
        _candidate(place, season, sketch, at)
    pool = Project.objects.in_reserve().filter(season__term=place.term)
    preparing.project_take_up(reserve=pool[0], season=season, by=place.by, at=at)
    _candidate(place, season, TOWN[7], at, answered=len(YES) - 1)


def _with_the_members(place: Place, year: int, at: datetime) -> None:
    """The district's list was sent five days ago; its meeting is a good month away."""
    _sent(place, year, DISTRICT, 10, at - timedelta(days=5), readers=120)
    _meeting(place, at + timedelta(days=40), None)


def _season(place: Place, year: int, seats: int, at: datetime) -> Season:
    return preparing.season_create(term=place.term, year=year, to_choose=seats, by=place.by, at=at)


def _sent(place: Place, year: int, sketches: Sequence[Sketch], seats: int, at: datetime, readers: int) -> Season:
    season = _season(place, year, seats, at)
    for sketch in sketches:
        _candidate(place, season, sketch, at)
    season = preparing.season_send(season=season, by=place.by, at=at)
    for hours, person in enumerate(islice(place.members, readers), start=1):
        deliberating.candidates_read(season=season, by=place.actor(person), at=at + timedelta(hours=hours))
    return season


def _candidate(place: Place, season: Season, sketch: Sketch, at: datetime, answered: int = len(YES)) -> Project:
    area = place.term.body.area
    number = season.projects.count()
    values = {
        "name": sketch["name"],
        "category": sketch["category"],
        "content": sketch["content"],
        "place": sketch["where"],
        "budget": Decimal(sketch["wan"]) * WAN,
        "fund_source": "区级财政资金60%,本级财政资金40%" if area.depth > 1 else "区级财政资金",
        "responsible_unit": Unit.objects.get(area=area, name=f"{area.name}{sketch['unit']}"),
        "responsible_leader": LEADERS[number % 3] if area.depth > 1 else "分管副区长",
        "starts_on": date(season.year, 1 + number % 4, 1),
        "finishes_on": date(season.year, 12 - number % 3, 20),
        "beneficiaries": sketch["people"],
        "expected_result": sketch["result"],
        "origin": sketch["origin"],
        "feasibility": "经会商论证可行",
    }
    scope = dict(islice(YES.items(), answered))
    return preparing.project_add(season=season, values=values, scope=scope, by=place.by, at=at)


def _deliberate(place: Place, season: Season, at: datetime) -> None:
    groups, projects = list(selectors.season_groups(season)), list(selectors.candidates_of(season))
    for said in INVENTED["opinions"]:
        project = None if said["project"] is None else projects[said["project"]]
        opinion = deliberating.opinion_record(
            season=season, text=said["text"], project=project, group=groups[said["group"]], by=place.by, at=at
        )
        if said["answer"]:
            deliberating.opinion_answer(opinion=opinion, answer=said["answer"], by=place.by, at=at)


def _meeting(place: Place, day: datetime, noticed: datetime | None) -> Meeting:
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


def _sitting_in_session(place: Place, meeting: Meeting, present: Sequence[Person], at: datetime) -> Sitting:
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
