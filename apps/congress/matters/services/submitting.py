"""A suggestion is handed in to the office, and may be taken back in writing."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Channel, Matter, MatterKind, ProposerKind, Submission
from apps.congress.matters.purposes import DIRECT
from apps.congress.matters.rules.deadlines import HAND_OVER
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.states import move
from apps.congress.matters.rules.writing import as_brought
from apps.congress.matters.selectors.deadlines import due, rules_of_today
from apps.congress.matters.selectors.writing import issues_before_submitting, serves
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_office
from apps.congress.matters.services.merging import end_in
from apps.congress.matters.services.receiving import Proposer, submission_receive
from apps.congress.matters.services.records import locked
from apps.congress.matters.services.signing import proposer_named
from apps.congress.matters.services.stopping import parts_stop
from apps.congress.matters.services.writing import ONLY_LEAD
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState
from apps.foundation.core.permissions import require

VOICED = "您反映的事情,{name}代表已据此提出{noun}({number}号),办理进展会继续写在这里。"
JOINED = "您据以提出的群众反映已并入本件,群众会看到办理进展。"


@transaction.atomic
def suggestion_submit(*, matter: Matter, by: Actor, at: datetime) -> Matter:
    """Hand it in: it becomes a submission with a number of the register, and the office has to look at it.

    Raises NotReady with everything that is missing. Colleagues who have not answered may do so until it is accepted.
    """
    matter, on = matter_locked(matter), local_day(at)
    require(by, "matters.change", matter, otherwise=ONLY_LEAD)
    if not serves(matter.term, by.person_id, on):
        raise NotAllowed("您目前不在任,不能提交。请联系人大工作人员。")
    matter.state = move(matter.state, "submit", issues_before_submitting(matter, on))
    matter.submission = _brought(matter, by, at)
    matter.submitted_at, matter.reason = at, ""
    matter.proposer_name = proposer_named(matter)
    matter.frozen_rules = rules_of_today(matter.office, matter.kind, on)
    matter.due_on = due(matter, HAND_OVER, on).on
    matter.save()
    matter.returns.filter(again_at__isnull=True).update(again_at=at)
    record("matters.matter.submitted", matter, by, number=matter.submission.number)
    _carry(matter, by, at)
    tell_office(
        matter, "matters.submitted", by=by, at=at, kind=matter.get_kind_display(), due=chinese_date(matter.due_on)
    )
    return matter


@transaction.atomic
def matter_withdraw(*, matter: Matter, reason: str, by: Actor, at: datetime) -> Matter:
    """The lead takes it back in writing, which ends its handling; the office does so for whoever has no account here.

    Units that were at work on it are told to stop.
    """
    matter = matter_locked(matter)
    require(by, "matters.withdraw", matter, otherwise="只有领衔提出的代表本人可以撤回。")
    if not reason.strip():
        raise DomainError("请写明撤回理由。")
    if others := matter.merged.count():  # type: ignore[attr-defined]
        raise WrongState(f"他人提出的{others}件同类意见建议已并入本件,撤回后将无人办理。请与人大工作人员商量。")
    matter.state = move(matter.state, "withdraw")
    matter.reason, matter.due_on, matter.closed_at = reason.strip()[:1000], None, at
    parts_stop(matter, f"提出人已撤回:{matter.reason}", by=by, at=at)
    matter.save()
    record("matters.matter.withdrawn", matter, by, reason=matter.reason)
    tell_proposer(matter, "提出人已书面撤回,本件不再办理。", by=by, at=at, is_final=True)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)
    if matter.submission is not None:
        Submission.objects.filter(pk=matter.submission.pk).update(withdrawn=True)
    return matter


def _brought(matter: Matter, by: Actor, at: datetime) -> Submission:
    """The submission; handed in again after it was sent back, its text is what is handed in now."""
    text = as_brought(matter.title, matter.text)
    if matter.submission is None:
        channel = Channel.MEETING if matter.source_id else Channel.DEPUTY
        made, _ = submission_receive(
            area=matter.office, text=text, channel=channel, purpose=DIRECT,
            proposer=Proposer(ProposerKind.PERSON, matter.lead), by=by, at=at,
        )  # fmt: skip
        return made
    matter.submission.text, matter.submission.bigrams = text, bigrams(text)
    matter.submission.save(update_fields=["text", "bigrams"])
    return matter.submission


def _carry(matter: Matter, by: Actor, at: datetime) -> None:
    """The resident whose words it carries is told, now and of everything that follows."""
    if matter.voiced is None or matter.submission is None or matter.voiced.merged_into_id:
        return
    rows = locked([matter.voiced, matter.submission])
    voiced, into = rows[matter.voiced.pk], rows[matter.submission.pk]
    if not voiced.stands or Matter.objects.filter(submission=voiced).exists():  # the office was first
        return
    noun = "建议" if matter.kind == MatterKind.SUGGESTION else "意见建议"
    told = VOICED.format(name=by.name, noun=noun, number=into.number)
    end_in(voiced, into, told=told, joined=JOINED, by=by, at=at)
