"""What a meeting leaves to be done becomes a matter: opinions put together, and promises made in an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from apps.congress.matters.models import Channel, Matter, MatterKind, ProposerKind
from apps.congress.matters.purposes import DIRECT
from apps.congress.matters.selectors.became import became, with_merged
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly, matter_open
from apps.congress.matters.services.receiving import Proposer, submission_receive
from apps.congress.meetings.models import GroupOpinion, Meeting, OpinionHandover, Question, QuestionState
from apps.congress.meetings.rules.handing_over import Handed, issues_before_handing_opinions
from apps.congress.meetings.rules.questions import opinion_word, question_move, question_word
from apps.congress.meetings.services.planning import locked
from apps.congress.meetings.services.questions import question_locked, record
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, require_ready
from apps.foundation.people.models import Person

EXCERPT, TITLE_LIMIT, OUTCOME_LIMIT = 20, 60, 2000


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What is handed over; without a `text` the opinions stand in it as they were noted."""

    title: str
    approved_by: str
    approved_on: date
    text: str = ""
    requirements: str = ""


@transaction.atomic
def opinions_hand_over(
    *, meeting: Meeting, opinions: Sequence[GroupOpinion], parts: Sequence[PartDraft], draft: HandoverDraft, by: Actor,
    at: datetime,
) -> OpinionHandover:  # fmt: skip
    """Several opinions under one approved text go to their units as one matter, with the days of its rules.

    At a street, what a single representative said is handled as their own opinion, which they rate.
    """
    meeting = locked(meeting)
    found = GroupOpinion.objects.select_for_update(of=("self",)).select_related("person").filter(meeting=meeting)
    rows = list(found.filter(pk__in=[one.pk for one in opinions]).order_by("agenda_item__number", "pk"))
    word = opinion_word(is_street=meeting.body.is_street_body)
    taken = [one.text[:EXCERPT] for one in rows if one.is_withdrawn or one.handover_id]
    require_ready(issues_before_handing_opinions(Handed(
        len(rows), taken, draft.title, draft.approved_by, draft.approved_on, local_day(at), word
    )))  # fmt: skip
    matter = _opened(meeting, rows, draft, by, at)
    matter = matter_hand_over(matter=matter, parts=parts, requirements=draft.requirements, by=by, at=at)
    handover = OpinionHandover.objects.create(
        meeting=meeting, matter=matter, approved_by=draft.approved_by.strip(), approved_on=draft.approved_on
    )
    GroupOpinion.objects.filter(pk__in=[one.pk for one in rows]).update(handover=handover)
    units = "、".join(part.unit.name for part in parts)
    audit.record(
        "meetings.opinions.handed_over", on=meeting, by=by, area_path=meeting.body.area.path, meeting=meeting.title,
        opinions=len(rows), units=units, word=word,
    )  # fmt: skip
    return handover


def _opened(meeting: Meeting, rows: Sequence[GroupOpinion], draft: HandoverDraft, by: Actor, at: datetime) -> Matter:
    text = draft.text.strip() or "\n".join(one.text for one in rows)
    page = reverse("meetings_opinions", args=[meeting.public_id])
    person = _only_person(rows) if meeting.body.is_street_body else None
    kind = MatterKind.OPINION if person else MatterKind.DELIBERATION
    name = person.name if person else meeting.title
    wanted = MatterDraft(kind, draft.title, text, name, source=meeting, source_url=page)
    if person is None:
        return matter_open(body=meeting.body, term=meeting.term, draft=wanted, by=by, at=at)
    submission, _ = submission_receive(
        area=meeting.body.area, text=text, channel=Channel.MEETING, purpose=DIRECT,
        proposer=Proposer(ProposerKind.PERSON, person), by=by, at=at,
    )  # fmt: skip
    return matter_accept_directly(
        submission=submission, body=meeting.body, term=meeting.term, draft=wanted, by=by, at=at
    )  # fmt: skip


def _only_person(rows: Sequence[GroupOpinion]) -> Person | None:
    """Who said all of it, None where several did or a group as a whole."""
    people = {one.person for one in rows}
    return people.pop() if len(people) == 1 else None


@transaction.atomic
def promise_hand_over(*, question: Question, by: Actor, at: datetime) -> Question:
    """What was promised in an answer goes to the unit that promised it, until the day it named itself."""
    question = question_locked(question)
    question_move(question.state, "交办承诺")
    if question.matter_id is not None:
        raise Conflict(f"第{question.number}号的承诺事项已经交办,请刷新页面。")
    meeting = question.meeting
    word = question_word(is_street=meeting.body.is_street_body)
    draft = MatterDraft(
        MatterKind.PROMISE, f"兑现承诺:{question.commitment}"[:TITLE_LIMIT],
        f"承诺事项:{question.commitment}\n{question.name}{word}:{question.text}\n答复:{question.answer}",
        f"{meeting.title}第{question.number}号{word}", source=question,
        source_url=reverse("meetings_question", args=[question.public_id]),
    )  # fmt: skip
    matter = matter_open(body=meeting.body, term=meeting.term, draft=draft, by=by, at=at)
    part = PartDraft(question.unit, promised_on=question.due_on)
    question.matter = matter_hand_over(matter=matter, parts=[part], by=by, at=at)
    question.save(update_fields=["matter"])
    record("meetings.question.handed_over", question, by, number=question.number, unit=question.unit.name)
    return question


@transaction.atomic
def matter_ended(*, matter: Matter, by: Actor, at: datetime) -> None:
    """The promise was answered for by its unit, or is over otherwise: the question says what became of it."""
    found = Question.objects.filter(matter__in=with_merged(matter), state=QuestionState.COMMITTED)
    for question in found.order_by("pk"):
        question = question_locked(question)
        end = became(matter, local_day(at))
        said = "\n".join(f"{answer.unit}:{answer.text}" for answer in end.answers) or matter.reason or end.words
        question.state, question.outcome, question.done_on = QuestionState.DONE, said[:OUTCOME_LIMIT], local_day(at)
        question.save(update_fields=["state", "outcome", "done_on"])
        record("meetings.question.done", question, by, number=question.number)
