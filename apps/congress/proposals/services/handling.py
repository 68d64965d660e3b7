"""After listing: the draft resolution, what the session decided, answers, and the report on the execution."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.meetings.models import Resolution, ResolutionState
from apps.congress.meetings.services.resolutions import ResolutionText, resolution_draft
from apps.congress.proposals.models import Answer, Kind, Proposal
from apps.congress.proposals.rules.deciding import is_satisfied
from apps.congress.proposals.rules.states import move
from apps.congress.proposals.selectors.rules_here import REPORT_MONTHS
from apps.congress.proposals.services.records import proposal_locked, record
from apps.congress.proposals.services.telling import tell_outcome
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day, months_after
from apps.foundation.core.errors import Conflict, DomainError, Issue, WrongState


@transaction.atomic
def proposal_resolution_draft(*, proposal: Proposal, by: Actor, at: datetime) -> Resolution:
    """A draft of the session's text, begun from the proposal; one at a time."""
    proposal = proposal_locked(proposal)
    move(proposal.state, "draft_resolution")
    if proposal.kind not in (Kind.MOTION, Kind.MAJOR_MATTER) or proposal.meeting is None:
        raise WrongState("只有列入议程的议案、重大事项起草决议、决定草案。")
    if proposal.resolution and proposal.resolution.state != ResolutionState.WITHDRAWN:
        raise Conflict(f"已起草“{proposal.resolution.title}”,请直接打开修改。")
    is_major = proposal.kind == Kind.MAJOR_MATTER
    kind, noun = ("decision", "决定") if is_major else ("resolution", "决议")
    about = proposal.title.removesuffix("的议案").removesuffix("议案")
    title = f"{proposal.body.name}{about if about.startswith('关于') else f'关于{about}'}的{noun}"
    text = ResolutionText(kind=kind, title=title[:120], text=proposal.text, agenda_item=proposal.agenda_item)
    proposal.resolution = resolution_draft(meeting=proposal.meeting, draft=text, by=by, at=at)
    proposal.save(update_fields=["resolution"])
    record("proposals.proposal.resolution_drafted", proposal, by)
    return proposal.resolution


@transaction.atomic
def resolution_take(*, resolution: Resolution, by: Actor, at: datetime) -> None:
    """Write down what the session decided; an adopted major matter is reported on by a date."""
    found = Proposal.objects.filter(resolution=resolution).first()
    if found is None:
        return
    proposal = proposal_locked(found)
    passed = resolution.state == ResolutionState.ADOPTED
    proposal.state = move(proposal.state, "pass" if passed else "reject")
    if passed and proposal.kind == Kind.MAJOR_MATTER:
        months = int(proposal.frozen_rules[REPORT_MONTHS]["value"])
        proposal.report_due_on = months_after(local_day(resolution.decided_at or at), months)
    proposal.save(update_fields=["state", "report_due_on"])
    record("proposals.proposal.voted", proposal, by, result=resolution.state_label)
    tell_outcome(proposal, f"会议表决{resolution.state_label}", by=by, at=at)


@transaction.atomic
def execution_report(*, proposal: Proposal, text: str, reported_on: date, by: Actor, at: datetime) -> Proposal:
    """Enter the report on how it was carried out, late or not."""
    proposal = proposal_locked(proposal)
    issues = [] if text.strip() else [Issue("no_text", "请填写执行情况报告的内容。")]
    issues += _day_issues("报告日期", reported_on, _decided_on(proposal), at)
    proposal.state = move(proposal.state, "report", issues)
    proposal.report, proposal.reported_on = text.strip(), reported_on
    proposal.save(update_fields=["state", "report", "reported_on"])
    record("proposals.proposal.reported", proposal, by)
    return proposal


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What the questioned organ said; `form` oral or written."""

    form: str
    answered_by: str
    answered_on: date
    text: str


@transaction.atomic
def answer_record(*, proposal: Proposal, draft: AnswerDraft, by: Actor, at: datetime) -> Answer:
    """Enter an answer to an interpellation, and tell those who put it."""
    proposal = proposal_locked(proposal)
    if proposal.kind != Kind.INTERPELLATION:
        raise WrongState("只有质询案登记答复。")
    decided = proposal.decision.decided_on
    issues = _day_issues("答复日期", draft.answered_on, decided, at)
    proposal.state = move(proposal.state, "answer", issues)
    proposal.save(update_fields=["state"])
    answer = Answer.objects.create(
        proposal=proposal, number=proposal.answers.count() + 1, form=draft.form, answered_by=draft.answered_by.strip(),
        answered_on=draft.answered_on, text=draft.text.strip(), entered_at=at,
    )  # fmt: skip
    record("proposals.answer.recorded", proposal, by, number=answer.number)
    tell_outcome(proposal, f"{proposal.unit}已答复,请告知是否满意", by=by, at=at)
    return answer


@transaction.atomic
def answer_judge(*, proposal: Proposal, unsatisfied: int, by: Actor, at: datetime) -> Answer:
    """How many of those who signed are not satisfied; from one half on the organ answers again (代表法第十四条)."""
    proposal = proposal_locked(proposal)
    signed = proposal.signed or 0
    if not 0 <= unsatisfied <= signed:
        raise DomainError(f"不满意人数应在0至{signed}之间(联名代表共{signed}名)。")
    satisfied = is_satisfied(unsatisfied, signed)
    proposal.state = move(proposal.state, "accept" if satisfied else "return")
    proposal.save(update_fields=["state"])
    answer = proposal.answers.get(judged_at=None)
    answer.unsatisfied, answer.judged_at = unsatisfied, at
    answer.save(update_fields=["unsatisfied", "judged_at"])
    told = "办结" if satisfied else "半数以上不满意,须再作答复"
    record("proposals.answer.judged", proposal, by, unsatisfied=unsatisfied, signed=signed, result=told)
    return answer


def _decided_on(proposal: Proposal) -> date | None:
    resolution = proposal.resolution
    return local_day(resolution.decided_at) if resolution and resolution.decided_at else None


def _day_issues(what: str, day: date, first: date | None, at: datetime) -> list[Issue]:
    if day > local_day(at):
        return [Issue("in_future", f"{what}在今天以后,请核对。")]
    if first and day < first:
        return [Issue("too_early", f"{what}早于{chinese_date(first)}的决定,请核对。")]
    return []
