"""What the presidium decided, and what follows at once: an agenda item, a removal, a suggestion."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.elections.models import Kind as ElectionKind
from apps.congress.elections.models import Mover
from apps.congress.elections.services.setting_up import QuestionDraft, question_create
from apps.congress.matters.models import Channel, MatterKind, ProposerKind
from apps.congress.matters.rules.acts import OFFICIAL_TEXT_LIMIT
from apps.congress.matters.rules.writing import named_with
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.congress.matters.services.receiving import Proposer, submission_receive
from apps.congress.meetings.models import Meeting, Sitting, Topic
from apps.congress.meetings.services import AgendaLine, agenda_item_add
from apps.congress.proposals.models import AnswerForm, Kind, Outcome, PresidiumDecision, Proposal
from apps.congress.proposals.rules.deciding import Decision, issues_with_decision
from apps.congress.proposals.rules.states import move
from apps.congress.proposals.selectors.rules_here import OVER, presidium_size
from apps.congress.proposals.services.records import proposal_locked, record
from apps.congress.proposals.services.telling import tell_outcome
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, require_ready

PURPOSE = "proposals.motion"
TOPICS = {Kind.REMOVAL: Topic.REMOVAL, Kind.MAJOR_MATTER: Topic.MAJOR_MATTER, Kind.INTERPELLATION: Topic.INQUIRY}


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """As entered: `members` counts where the register knows no presidium; `answer_form` for an interpellation."""

    outcome: str
    decided_on: date
    held_at: str
    approve: int
    members: int = 0
    reason: str = ""
    meeting: Meeting | None = None
    sitting: Sitting | None = None
    answer_form: str = ""


@transaction.atomic
def proposal_decide(*, proposal: Proposal, draft: DecisionDraft, by: Actor, at: datetime) -> Proposal:
    """Enter the presidium's decision. Two who decide one proposal: the second is told that it was decided."""
    proposal = proposal_locked(proposal)
    state = move(proposal.state, draft.outcome)
    if draft.meeting is not None and draft.meeting.term_id != proposal.term_id:
        raise DomainError("所选会议不属于本届,请重新选择。")
    members = presidium_size(proposal.term, draft.decided_on) or draft.members
    require_ready(issues_with_decision(_facts(proposal, draft, members, at)))
    proposal.state = state
    _decision_write(proposal, draft, members, by, at)
    told = _follow(proposal, draft, by, at)
    proposal.save()
    outcome = told.partition("。理由:")[0]
    record("proposals.proposal.decided", proposal, by, reason=draft.reason.strip(), outcome=outcome)
    tell_outcome(proposal, told, by=by, at=at)
    return proposal


def _facts(proposal: Proposal, draft: DecisionDraft, members: int, at: datetime) -> Decision:
    submitted = proposal.submitted_at or at
    return Decision(
        kind=proposal.kind,
        source=proposal.source,
        outcome=draft.outcome,
        reason=draft.reason,
        members=members,
        approve=draft.approve,
        decided_on=draft.decided_on,
        submitted_on=local_day(submitted),
        today=local_day(at),
        has_meeting=draft.meeting is not None,
        meeting_is_over=draft.meeting is not None and draft.meeting.state in OVER,
        answer_form=draft.answer_form,
    )


def _decision_write(proposal: Proposal, draft: DecisionDraft, members: int, by: Actor, at: datetime) -> None:
    PresidiumDecision.objects.create(
        proposal=proposal, outcome=draft.outcome, reason=draft.reason.strip(), decided_on=draft.decided_on,
        held_at=draft.held_at.strip(), sitting=draft.sitting, members=members, approve=draft.approve,
        entered_by=by.name, entered_at=at,
    )  # fmt: skip


def _follow(proposal: Proposal, draft: DecisionDraft, by: Actor, at: datetime) -> str:
    """What becomes of it, in a sentence for those who signed."""
    proposal.meeting = draft.meeting or proposal.meeting
    if draft.outcome == Outcome.SUGGEST:
        return _suggest(proposal, draft, by, at)
    if draft.outcome == Outcome.REFUSE:
        return f"不列入议程。理由:{draft.reason.strip()}"
    proposal.answer_form = draft.answer_form if proposal.kind == Kind.INTERPELLATION else ""
    if proposal.kind == Kind.INTERPELLATION and draft.answer_form == AnswerForm.WRITTEN:
        return f"已交{proposal.unit}书面答复"
    _list(proposal, draft, by, at)
    if proposal.kind == Kind.INTERPELLATION:
        return f"已交{proposal.unit},在{draft.meeting}口头答复"
    if proposal.kind == Kind.REMOVAL:
        _removal_begin(proposal, by, at)
        return f"已提请{draft.meeting}审议"
    return f"已列入{draft.meeting}议程"


def _list(proposal: Proposal, draft: DecisionDraft, by: Actor, at: datetime) -> None:
    if draft.meeting is None:
        return
    topic = TOPICS.get(Kind(proposal.kind), Topic.OTHER)
    line = AgendaLine(
        title=f"审议{proposal.title}"[:200], reporter=proposal.mover[:80], topic=topic, unit=proposal.unit
    )
    proposal.agenda_item = agenda_item_add(
        meeting=draft.meeting, line=line, reason=draft.reason or "主席团决定列入议程", by=by, at=at
    )


def _removal_begin(proposal: Proposal, by: Actor, at: datetime) -> None:
    """The motion goes on as an election of kind removal: defence, secret vote, end of the office."""
    post = proposal.post_held
    if post is None:
        raise DomainError("没有关联拟罢免的职务,不能提请审议。")
    question = QuestionDraft(
        kind=ElectionKind.REMOVAL, title=proposal.title, person=post.person, post=post.title,
        held_under=f"{proposal.body.name}议事规则", statement=proposal.grounds[:4000],
        stated_on=local_day(proposal.submitted_at or at),
        mover=Mover.DEPUTIES if proposal.is_joint else Mover.PRESIDIUM,
        post_held=post,
    )  # fmt: skip
    signed = list(proposal.signers.filter(counted=True).values_list("person_id", flat=True))
    proposal.election = question_create(term=proposal.term, draft=question, signed_by=signed, by=by, at=at)


def _suggest(proposal: Proposal, draft: DecisionDraft, by: Actor, at: datetime) -> str:
    """重庆市乡镇人民代表大会工作条例 art. 14: what deputies moved and is not listed is handled as their suggestion.

    The presidium has decided that it is one, so it is accepted at once, with everybody whose name counted.
    """
    proposal.submission, _ = submission_receive(
        area=proposal.body.area, text=suggestion_text(proposal), channel=Channel.MEETING, purpose=PURPOSE,
        proposer=Proposer(ProposerKind.PERSON, person=proposal.lead), by=by, at=at,
    )  # fmt: skip
    rows = proposal.signers.filter(counted=True).exclude(person=proposal.lead).select_related("person")
    signed = [row.person for row in rows.order_by("pk")]
    wanted = MatterDraft(
        MatterKind.SUGGESTION, _as_suggestion(proposal.title), suggestion_text(proposal),
        named_with(proposal.lead.name if proposal.lead else proposal.mover, len(signed)),
        source=draft.meeting or proposal.meeting or proposal, source_url=proposal.get_absolute_url(),
    )  # fmt: skip
    matter_accept_directly(
        submission=proposal.submission,
        body=proposal.body,
        term=proposal.term,
        draft=wanted,
        signed=signed,
        by=by,
        at=at,
    )
    return f"不列入议程,转为{proposal.submission.number}号建议办理。理由:{draft.reason.strip()}"


def _as_suggestion(title: str) -> str:
    return f"{title.removesuffix('议案')}建议" if title.endswith("议案") else title


def suggestion_text(proposal: Proposal) -> str:
    """As much as a suggestion holds; the whole text stays with the motion."""
    whole = f"{proposal.title}\n案由:{proposal.subject}\n方案:{proposal.text}"
    end = f"……(全文见{proposal.number_label})"
    return whole if len(whole) <= OFFICIAL_TEXT_LIMIT else whole[: OFFICIAL_TEXT_LIMIT - len(end)] + end
