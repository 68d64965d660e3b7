"""Everything recorded of a meeting, read in a fixed number of queries whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from apps.congress.ballots import result_sheet
from apps.congress.ballots.models import Count, Method, PollModel
from apps.congress.ballots.models import Poll as BallotPoll
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.sheets import parts_of
from apps.congress.elections.models import Elected
from apps.congress.matters.models import MatterKind
from apps.congress.matters.rules.kinds import kind_name
from apps.congress.meetings import models as meetings
from apps.congress.meetings.selectors.handed import matters_of
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.rules import facts
from apps.congress.minutes.selectors.steps import steps_of
from apps.foundation.people.rules.strokes import by_strokes

Row = TypeVar("Row")
SAID = (meetings.SpeechState.SPEAKING, meetings.SpeechState.SPOKEN)
LEADING = {"due": "应到", "present": "实到", "issued": "发出", "received": "收回", "valid": "有效票", "void": "废票",
           "blank": "弃权票"}  # fmt: skip


@dataclass(slots=True)
class _Rows:
    """What belongs to each sitting, by its key; None: to the meeting as a whole."""

    attendance: Mapping[int | None, facts.Attendance]
    steps: Mapping[int | None, list[facts.Step]]
    speeches: Mapping[int | None, list[facts.Speech]]
    questions: Mapping[int | None, list[facts.Question]]
    opinions: Mapping[int | None, list[facts.Opinion]]
    polls: Mapping[int | None, list[facts.Poll]]
    resolutions: Mapping[int | None, list[facts.Resolution]]


def meeting_facts(minutes: Minutes) -> facts.Meeting:
    """The facts a paper is about: of the whole meeting, or of its sitting alone."""
    meeting = minutes.meeting
    if meeting is None:
        raise ValueError(f"{minutes} is about no meeting")
    sittings = list(meeting.sittings.select_related("group").filter(**_only(minutes)))
    links = list(_links(sittings))
    rows = _rows(minutes, meeting, sittings, links)
    whole = minutes.sitting_id is None
    return facts.Meeting(
        title=meeting.title if whole else f"{meeting.title}{sittings[0].name}",
        body=meeting.body.name, number=meeting.number, is_street=meeting.body.is_street_body,
        place=meeting.place if whole else sittings[0].place,
        starts_on=meeting.starts_on, ends_on=meeting.ends_on, recorder=minutes.recorder,
        presided_by=minutes.presided_by, agenda=_agenda(meeting, None if whole else rows),
        sittings=tuple(_sitting(sitting, rows) for sitting in sittings),
        questions=tuple(rows.questions[None]) if whole else (),
        opinions=tuple(rows.opinions[None]) if whole else (),
        resolutions=tuple(rows.resolutions[None]) if whole else (),
        elected=_elected([link.poll_id for link in links]),
        brought=_brought(meeting) if whole else (),
    )  # fmt: skip


def _brought(meeting: meetings.Meeting) -> tuple[facts.Brought, ...]:
    """In one query. What units do with them is told by their own pages, not by the minutes."""
    counts = {
        kind: (received, handed)
        for kind, received, handed in matters_of(meeting)
        .order_by()
        .values_list("kind")
        .annotate(CountOf("pk"), CountOf("handed_over_at"))
    }
    is_street = meeting.body.is_street_body
    return tuple(
        facts.Brought(kind_name(kind, is_street=is_street), *counts[kind], kind == MatterKind.DELIBERATION)
        for kind in MatterKind.values
        if kind in counts
    )


def _only(minutes: Minutes) -> dict[str, Any]:
    return {"pk": minutes.sitting_id} if minutes.sitting_id else {}


def _rows(
    minutes: Minutes, meeting: meetings.Meeting, sittings: Sequence[meetings.Sitting],
    links: Sequence[meetings.SittingPoll],
) -> _Rows:  # fmt: skip
    """A fixed number of queries; what is of no sitting is read for the whole meeting only."""
    of_meeting = Q(meeting=meeting) & (Q(sitting=minutes.sitting_id) if minutes.sitting_id else Q())
    questions = meetings.Question.objects.filter(of_meeting).exclude(state=meetings.QuestionState.WITHDRAWN)
    opinions = meetings.GroupOpinion.objects.filter(of_meeting, is_withdrawn=False)
    resolutions = meetings.Resolution.objects.filter(of_meeting).exclude(state=meetings.ResolutionState.DRAFT)
    speeches = meetings.Speech.objects.filter(sitting__in=sittings, state__in=SAID).order_by("began_at", "place", "pk")
    return _Rows(
        attendance=_attendance(sittings),
        steps=steps_of(meeting, sittings),
        speeches=_by_sitting(speeches, _speech),
        questions=_by_sitting(questions.select_related("unit").order_by("number"), _question),
        opinions=_by_sitting(opinions.select_related("unit").order_by("pk"), _opinion),
        polls=_by_sitting(links, _poll),
        resolutions=_by_sitting(resolutions.order_by("number", "pk"), _resolution),
    )


def _by_sitting(rows: Iterable[Any], make: Callable[[Any], Row]) -> Mapping[int | None, list[Row]]:
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.sitting_id].append(make(row))
    return found


def _sitting(sitting: meetings.Sitting, rows: _Rows) -> facts.Sitting:
    key = sitting.pk
    return facts.Sitting(
        key=key, name=sitting.name, kind=sitting.kind, state=sitting.state, place=sitting.place,
        starts_at=sitting.starts_at, opened_at=sitting.opened_at, closed_at=sitting.closed_at,
        presided_by=sitting.presided_by, call_off_reason=sitting.call_off_reason,
        attendance=_counted(sitting, rows.attendance[key]), steps=tuple(rows.steps[key]),
        speeches=tuple(rows.speeches[key]), questions=tuple(rows.questions[key]), opinions=tuple(rows.opinions[key]),
        polls=tuple(rows.polls[key]), resolutions=tuple(rows.resolutions[key]),
    )  # fmt: skip


def _counted(sitting: meetings.Sitting, names: facts.Attendance) -> facts.Attendance:
    """The names with the counts that were frozen when check-in began and when the sitting opened."""
    return facts.Attendance(
        sitting.due or 0, sitting.present or 0, names.came, names.on_leave, names.absent, names.guests
    )


def _attendance(sittings: Sequence[meetings.Sitting]) -> Mapping[int | None, facts.Attendance]:
    """Names of members by surname strokes, as official lists have them; guests in the order of their list."""
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    members = meetings.Attendance.objects.filter(sitting__in=sittings).order_by("pk")
    for sitting, state, name in members.values_list("sitting_id", "state", "name"):
        names[sitting, state].append(name)
    guests: dict[int, list[facts.Guest]] = defaultdict(list)
    for seen in meetings.ObserverPresence.objects.filter(sitting__in=sittings).select_related("observer"):
        guests[seen.sitting_id].append(_guest(seen.observer))
    states = meetings.AttendanceState
    return defaultdict(
        lambda: facts.Attendance(0, 0),
        {
            sitting.pk: facts.Attendance(
                due=0,
                present=0,
                came=tuple(by_strokes(names[sitting.pk, states.PRESENT])),
                on_leave=tuple(by_strokes(names[sitting.pk, states.LEAVE])),
                absent=tuple(by_strokes(names[sitting.pk, states.EXPECTED])),
                guests=tuple(guests[sitting.pk]),
            )
            for sitting in sittings
        },
    )


def _guest(observer: meetings.Observer) -> facts.Guest:
    audits = observer.kind == meetings.ObserverKind.AUDITING
    return facts.Guest(observer.name, "，".join(part for part in (observer.position, "旁听" if audits else "") if part))


def _agenda(meeting: meetings.Meeting, rows: _Rows | None) -> tuple[facts.Item, ...]:
    """All items, or those that the sitting the paper is about has dealt with."""
    items = [
        facts.Item(item.pk, item.number, item.title, item.reporter, item.unit.name if item.unit else "")
        for item in meeting.agenda.select_related("unit").order_by("number")
    ]
    if rows is None:
        return tuple(items)
    kinds = (rows.steps, rows.speeches, rows.questions, rows.opinions, rows.polls, rows.resolutions)
    named = {row.item for kind in kinds for group in kind.values() for row in group}
    return tuple(item for item in items if item.key in named)


def _speech(row: meetings.Speech) -> facts.Speech:
    return facts.Speech(row.name, row.gist, row.group_name, row.agenda_item_id)


def _question(row: meetings.Question) -> facts.Question:
    return facts.Question(
        row.number, row.name, row.text, row.unit.name, row.answered_by, row.answer, row.commitment, row.due_on,
        row.agenda_item_id,
    )  # fmt: skip


def _opinion(row: meetings.GroupOpinion) -> facts.Opinion:
    return facts.Opinion(row.text, row.group_name, row.name, row.unit.name if row.unit else "", row.agenda_item_id)


def _resolution(row: meetings.Resolution) -> facts.Resolution:
    labels, numbers = (
        ("应到", "实到", "赞成", "反对", "弃权"),
        (row.due, row.present, row.approve, row.oppose, row.abstain),
    )
    counts = _known(zip(labels, numbers, strict=True))
    return facts.Resolution(
        row.get_kind_display(), row.title, row.state, row.number, counts, row.agenda_item_id, row.outcome_word
    )


def _links(sittings: Sequence[meetings.Sitting]) -> QuerySet[meetings.SittingPoll]:
    rows = meetings.SittingPoll.objects.filter(sitting__in=sittings).order_by("pk")
    return rows.select_related("poll__body", "poll__count", "poll__resolution")


def _poll(link: meetings.SittingPoll) -> facts.Poll:
    poll = link.poll
    count = getattr(poll, "count", None)
    return facts.Poll(
        title=poll.title, word=_word(poll), method=poll.get_method_display(), state=poll.state,
        void_reason=poll.void_reason, by_hands=poll.method == Method.SHOW_OF_HANDS,
        publishes_counts=poll.publish_counts, is_election=poll.model == PollModel.ELECTION,
        item=link.agenda_item_id, resolution=hasattr(poll, "resolution"), opened_at=poll.opened_at,
        **_result(poll, count),
    )  # fmt: skip


def _word(poll: BallotPoll) -> str:
    """A whole text is put to the vote (表决); items are 票决, at a street 票选."""
    return "表决" if poll.model == PollModel.WHOLE_LIST else result_sheet.word(poll)


def _result(poll: BallotPoll, count: Count | None) -> dict[str, Any]:
    if count is None:
        return {}
    outcome = count.outcome
    turnout = [(label, outcome["turnout"].get(key)) for key, label in LEADING.items()]
    return {
        "turnout": _known(turnout),
        "lines": tuple(_line(poll, line) for line in result_sheet.lines(poll, outcome)),
        "adopted": tuple(outcome["adopted"]),
        "run_off": tuple(outcome["run_off"]),
        "reasons": tuple(reason["sentence"] for reason in outcome["reasons"]),
    }


def _line(poll: BallotPoll, line: Mapping[str, Any]) -> facts.VoteLine:
    """An assessed item has a grade, which must not be taken for one more count."""
    verdict = f"等次为“{line['verdict']}”" if poll.model == PollModel.ASSESSMENT else line["verdict"]
    return facts.VoteLine(
        line["name"], _known(zip(_labels(poll), line["numbers"], strict=True)), verdict, line["write_in"]
    )


def _known(labelled: Iterable[tuple[str, int | None]]) -> tuple[tuple[str, int], ...]:
    return tuple((label, number) for label, number in labelled if number is not None)


def _labels(poll: BallotPoll) -> list[str]:
    """Over the numbers of `result_sheet.lines`, in their order."""
    if poll.model == PollModel.ASSESSMENT:
        return [*poll.grades, "弃权"]
    return [label for _, label in parts_of(Model(poll.model))]


def _elected(poll_ids: Sequence[int]) -> tuple[facts.Elected, ...]:
    rows = Elected.objects.filter(poll__in=poll_ids).select_related("election").order_by("election", "pk")
    return tuple(facts.Elected(row.name, row.election.post, row.votes) for row in rows)
