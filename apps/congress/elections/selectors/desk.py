"""What elections put on everybody's desk: to-do, deadlines, search, ways back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.congress.ballots.models import Poll, PollState
from apps.congress.elections.models import Answer, Consent, Election, Kind, Nomination, Signature, Source, State
from apps.congress.elections.selectors.next_step import ANNOUNCEMENT, next_step
from apps.congress.elections.selectors.nominees import nominees_of
from apps.congress.elections.selectors.polls import election_of_poll
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.office.documents.models import Document

LIMIT = 10
BEFORE_CANDIDATES = (State.NOMINATING, State.DELIBERATING)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff: the next step of each election. Deputies: whom to co-sign. Nominees: whether they accept."""
    if actor.role == STAFF:
        yield from _of_office(actor, on)
    if actor.person_id is None:
        return
    if actor.is_member:
        yield from _to_sign(actor.person_id)
    yield from _to_answer(actor.person_id)
    yield from _to_defend(actor.person_id)


def _of_office(actor: Actor, on: date) -> Iterator[TodoItem]:
    at = timezone.now()
    own = Election.objects.filter(term__body__area__path=actor.area_path).exclude(state=State.CLOSED).with_body()
    for election in own[:50]:
        step = next_step(election, nominees_of(election, on), at)
        if step is not None:
            due = election.last_day if election.state == State.NOMINATING else None
            yield TodoItem(f"{election.title}:{step.sentence}", election.get_absolute_url(), due, election.state_label)


def _to_sign(person_id: int) -> Iterator[TodoItem]:
    asked = Signature.objects.filter(
        person=person_id, consent=Consent.ASKED, election__state=State.NOMINATING,
        election__nominate_by__gte=timezone.now(), nomination__in=Nomination.objects.standing(),
    )  # fmt: skip
    for signature in asked.select_related("nomination__election", "nomination__lead"):
        nomination = signature.nomination
        if nomination is not None:
            title = f"等待我附议:提名{nomination.name}为{nomination.election.post}候选人"
            due = nomination.election.last_day
            lead = f"{nomination.lead.name}代表提名" if nomination.lead else ""
            yield TodoItem(title, nomination.get_absolute_url(), due, lead, "去附议")


def _to_answer(person_id: int) -> Iterator[TodoItem]:
    asked = Nomination.objects.standing().with_signed().filter(
        person=person_id, answer=Answer.ASKED, election__state__in=BEFORE_CANDIDATES
    )  # fmt: skip
    for nomination in asked.select_related("election"):
        if nomination.source == Source.DEPUTIES and nomination.signed < nomination.election.measures.co_signers:
            continue
        title = f"待我表示是否接受提名:{nomination.election.post}候选人"
        yield TodoItem(title, nomination.get_absolute_url(), None, nomination.election.title, "去表态")


def _to_defend(person_id: int) -> Iterator[TodoItem]:
    motions = Election.objects.filter(kind=Kind.REMOVAL, person=person_id, defence="", state__in=BEFORE_CANDIDATES)
    for election in motions:
        yield TodoItem(f"可以提出申辩意见:{election.title}", election.get_absolute_url(), None, "", "去填写")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The end of nominations, for the staff of the area."""
    open_ = Election.objects.filter(state=State.NOMINATING, nominate_by__date__gte=on).with_body()
    open_ = open_.filter(asked(watch, due="nominate_by__date", area="term__body__area"))
    for chunk in in_chunks(open_.iterator(CHUNK), CHUNK):
        staff = staff_by_area((election.body.area_id for election in chunk), on)
        for election in chunk:
            people, key = (
                tuple(sorted(staff.get(election.body.area_id, ()))),
                f"elections.end:{election.public_id}",
            )
            due = election.last_day or on
            yield Deadline(f"提名截止:{election.title}", due, election.get_absolute_url(), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Elections by title, post or the name of a nominee."""
    found = Q(title__icontains=text) | Q(post__icontains=text)
    named = Nomination.objects.filter(name__icontains=text, withdrawn_at=None).values("election")
    rows = Election.objects.visible_to(actor).filter(found | Q(pk__in=named)).with_body()
    for election in rows[:LIMIT]:
        yield Hit(election.title, election.get_absolute_url(), "选举", f"{election.body.name} {election.state_label}")


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a poll or an announcement back to its election."""
    if not actor.sees_area:
        return
    if isinstance(subject, Poll) and (election := election_of_poll(subject)):
        yield Related("打开选举", election.get_absolute_url(), is_next=subject.state == PollState.ANNOUNCED)
    if isinstance(subject, Document) and subject.kind == ANNOUNCEMENT and subject.subject_id:
        for election in Election.objects.visible_to(actor).filter(pk=subject.subject_id):
            yield Related("打开选举", election.get_absolute_url())
