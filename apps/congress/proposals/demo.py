"""青禾镇: a session that decided a major matter, a motion for the next one, one that became a suggestion. Invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from apps.congress.elections.selectors.rules_here import deputies_of
from apps.congress.meetings.models import Meeting, Sitting, Topic
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
)
from apps.congress.meetings.services.resolutions import (
    HandsCount,
    ResolutionText,
    resolution_draft,
    resolution_hands,
)
from apps.congress.proposals.demo_texts import DRAFT, LISTED, MATTER, REPORT, SUGGESTION
from apps.congress.proposals.models import Outcome, Proposal, Source
from apps.congress.proposals.services.deciding import DecisionDraft, proposal_decide
from apps.congress.proposals.services.handling import proposal_resolution_draft
from apps.congress.proposals.services.submitting import proposal_submit
from apps.congress.proposals.services.writing import ProposalDraft, proposal_create, proposal_sign
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of

PLACE = "青禾镇人民政府三楼会议室"
BODY = "青禾镇人民代表大会"
ABSENT = 5


def load(at: datetime) -> None:
    """Write all of it; the people, bodies and accounts must be there."""
    term, by = Term.objects.select_related("body__area").get(body__name=BODY), _staff("qinghe", at)
    held_on = _morning(at - timedelta(days=30))
    past = _session(term, held_on, by, held_on - timedelta(days=26))
    matter = _matter(term, past, by, held_on)
    _meet(past, matter, by, held_on)
    coming = _session(term, _morning(at + timedelta(days=24)), by, at - timedelta(days=6))
    people = [seat.person for seat in deputies_of(term, local_day(at))]
    plain = [person for person in people if person.user_id is None]
    _motion(term, LISTED, plain[:7], coming, Outcome.LIST, by, at - timedelta(days=9))
    _motion(term, SUGGESTION, plain[7:13], coming, Outcome.SUGGEST, by, at - timedelta(days=8))
    _draft(term, plain[13:16], coming, at - timedelta(days=1))


def _morning(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=9, minute=0, second=0, microsecond=0)


def _session(term: Term, starts_at: datetime, by: Actor, at: datetime) -> Meeting:
    report = AgendaLine("听取和审议镇人民政府工作报告", "镇长", topic=Topic.GOV_WORK_REPORT)
    plan = MeetingPlan(
        place=PLACE, agenda=[report], sittings=[SittingLine("plenary", starts_at)], contact="镇人大办公室 12345678"
    )
    return meeting_create(term=term, plan=plan, by=by, at=at)


def _matter(term: Term, meeting: Meeting, by: Actor, held_on: datetime) -> Proposal:
    """Brought by the government, listed by the presidium."""
    unit = Unit.objects.get(area=term.body.area_id, kind="government")
    draft = ProposalDraft(kind="major_matter", source=Source.GOVERNMENT, unit=unit, meeting=meeting, **MATTER)
    at = held_on - timedelta(days=20)
    proposal = proposal_create(term=term, draft=draft, by=by, at=at)
    proposal = proposal_submit(proposal=proposal, by=by, at=at)
    return proposal_decide(proposal=proposal, draft=_decision(meeting, Outcome.LIST, at), by=by, at=at)


def _decision(meeting: Meeting, outcome: str, at: datetime) -> DecisionDraft:
    reason = "所提事项属镇人民政府日常工作,可以直接办理" if outcome == Outcome.SUGGEST else ""
    return DecisionDraft(
        outcome=outcome, decided_on=local_day(at), held_at="主席团会议", members=9, approve=8, reason=reason,
        meeting=meeting,
    )  # fmt: skip


def _meet(meeting: Meeting, matter: Proposal, by: Actor, held_on: datetime) -> None:
    """The session hears, raises hands twice, and closes."""
    meeting = meeting_notice(meeting=meeting, by=by, at=held_on - timedelta(days=12))
    decision = proposal_resolution_draft(proposal=matter, by=by, at=held_on - timedelta(days=3))
    report = ResolutionText(kind="resolution", agenda_item=meeting.agenda.first(), **REPORT)
    resolution = resolution_draft(meeting=meeting, draft=report, by=by, at=held_on - timedelta(days=3))
    sitting = check_in_start(sitting=meeting.sittings.get(), by=by, at=held_on - timedelta(minutes=40))
    present = _arrive(sitting, by, held_on - timedelta(minutes=20))
    sitting = sitting_open(sitting=sitting, by=by, at=held_on)
    for text, against in ((resolution, 0), (decision, 2)):
        counts = HandsCount(approve=present - against - 1, oppose=against, abstain=1)
        resolution_hands(resolution=text, sitting=sitting, counts=counts, by=by, at=held_on + timedelta(hours=2))
    sitting_close(sitting=sitting, by=by, at=held_on + timedelta(hours=3))
    meeting.refresh_from_db()
    meeting_close(meeting=meeting, by=by, at=held_on + timedelta(hours=3))


def _arrive(sitting: Sitting, by: Actor, at: datetime) -> int:
    people = Person.objects.filter(attendances__sitting=sitting).order_by("pinyin")
    present = list(people)[ABSENT:]
    for person in present:
        check_in_by_list(sitting=sitting, person=person, by=by, at=at)
    return len(present)


def _motion(
    term: Term, values: dict[str, str], people: list[Person], meeting: Meeting, outcome: str, by: Actor, at: datetime
) -> Proposal:
    """Led by the first, signed by all, decided two days later."""
    lead, *others = people
    draft = ProposalDraft(kind="motion", meeting=meeting, **values)
    proposal = proposal_create(term=term, draft=draft, ask=others, by=_actor(lead, term), at=at)
    for person in others:
        proposal_sign(proposal=proposal, revision=1, by=_actor(person, term), at=at + timedelta(hours=3))
    submitted = at + timedelta(days=1)
    proposal = proposal_submit(proposal=proposal, by=_actor(lead, term), at=submitted)
    later = submitted + timedelta(days=2)
    return proposal_decide(proposal=proposal, draft=_decision(meeting, outcome, later), by=by, at=later)


def _draft(term: Term, others: list[Person], meeting: Meeting, at: datetime) -> None:
    """One that a deputy with an account leads; another with an account is asked, too."""
    lead = Person.objects.get(user__username="daibiao2")
    asked = Person.objects.get(user__username="daibiao1")
    draft = ProposalDraft(kind="motion", meeting=meeting, **DRAFT)
    proposal = proposal_create(term=term, draft=draft, ask=[asked, *others], by=_actor(lead, term), at=at)
    for person in others:
        proposal_sign(proposal=proposal, revision=1, by=_actor(person, term), at=at + timedelta(hours=2))


def _actor(person: Person, term: Term) -> Actor:
    return Actor(
        name=person.name, role=DEPUTY, user_id=person.user_id, person_id=person.pk, body_ids=(term.body_id,),
        role_title=f"{term.body.name}代表",
    )  # fmt: skip


def _staff(username: str, at: datetime) -> Actor:
    user, on = User.objects.get(username=username), local_day(at)
    return actor_of(user, acting_roles(user, on)[0].choice, on) or Actor.guest()
