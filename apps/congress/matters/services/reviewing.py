"""The office looks at what was handed in: accept, send back, refuse, put in order."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Consent, Matter, MatterKind, ReturnRecord, Submission
from apps.congress.matters.models.choices import Refusal
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly, take_on
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.people.models import DutyKind, Term
from apps.foundation.people.services.duty import duty_events_record

REASON_LIMIT = 400


@transaction.atomic
def matter_accept(*, matter: Matter, by: Actor, at: datetime) -> Matter:
    """审核立案: it gets its number and its rules. The days until the hand-over count from the day it was received.

    Whoever was asked to co-sign and has not answered by now is out.
    """
    matter = matter_locked(matter)
    matter.state = move(matter.state, "accept")
    received = local_day(matter.submitted_at or at)
    take_on(matter, received=received, at=at)
    matter.save()
    asked = matter.signers.filter(consent=Consent.ASKED)  # type: ignore[attr-defined]
    asked.update(consent=Consent.LAPSED)
    record("matters.matter.accepted", matter, by, number=matter.number)
    _note_duty(matter, at)
    until = f",将在{chinese_date(matter.due_on)}前交有关单位办理" if matter.due_on else ""
    tell_proposer(matter, f"已审核立案,编号第{matter.number}号{until}。", by=by, at=at)
    return matter


@transaction.atomic
def matter_return(*, matter: Matter, reason: str, by: Actor, at: datetime) -> Matter:
    """退回修改: with what is to be changed, such as one matter in each (一事一议)."""
    matter, reason = matter_locked(matter), _said(reason, "请写明需要修改什么,如“一件写了两件事,请分别提出”。")
    matter.state = move(matter.state, "return")
    matter.reason, matter.due_on = reason, None
    matter.save()
    ReturnRecord.objects.create(
        matter=matter, submitted_at=matter.submitted_at or at, returned_at=at, reason=reason[:1000], returned_by=by.name
    )
    record("matters.matter.returned", matter, by, reason=reason)
    tell_proposer(matter, f"请修改后再提交:{reason}", by=by, at=at)
    return matter


@transaction.atomic
def matter_refuse(*, matter: Matter, ground: str, sentence: str, by: Actor, at: datetime) -> Matter:
    """不予受理: on a ground of the regulation, with where to go instead."""
    matter, sentence = matter_locked(matter), _said(sentence, "请写明提出人可以通过什么渠道反映。")
    matter.state = move(matter.state, "refuse")
    matter.refusal, matter.reason = Refusal(ground), sentence
    matter.due_on, matter.closed_at = None, at
    matter.save()
    label = matter.get_refusal_display()  # type: ignore[attr-defined]
    record("matters.matter.refused", matter, by, reason=sentence, ground=label)
    tell_proposer(matter, f"未作为意见建议受理({label})。{sentence}", by=by, at=at, is_final=True)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)
    return matter


@transaction.atomic
def matter_arrange(
    *, matter: Matter, title: str, text: str, category: str, revision: int, by: Actor, at: datetime
) -> Matter:
    """整理文字: the office puts title and text in order; what was brought stays in the register as it was."""
    matter = matter_locked(matter)
    matter.state = move(matter.state, "arrange")
    if revision != matter.revision:
        raise Conflict(f"内容刚被保存为第{matter.revision}版。您填写的内容仍在本页,请另开窗口核对后,再保存一次。")
    if not title.strip() or not text.strip():
        raise DomainError("请填写标题和内容。")
    matter.title, matter.text, matter.category = title.strip()[:100], text.strip(), category.strip()
    matter.bigrams = bigrams(f"{matter.title} {matter.text}")
    matter.revision += 1
    matter.save()
    record("matters.matter.arranged", matter, by, revision=matter.revision)
    return matter


@transaction.atomic
def request_open(
    *, submission: Submission, term: Term | None, title: str, text: str, category: str, by: Actor, at: datetime
) -> Matter:
    """群众诉求: what somebody brought is made a matter, accepted at once. Raises Conflict where it is one already."""
    draft = MatterDraft(MatterKind.REQUEST, title, text, submission.proposer, category)
    body = term.body if term else None
    matter = matter_accept_directly(submission=submission, body=body, term=term, draft=draft, by=by, at=at)
    tell_proposer(matter, "已立案办理,正在确定承办单位。", by=by, at=at)
    return matter


def _note_duty(matter: Matter, at: datetime) -> None:
    """履职档案 of everybody whose name stands under it."""
    rows = matter.signers.filter(consent=Consent.SIGNED).select_related("person")  # type: ignore[attr-defined]
    people = [row.person for row in rows]
    if matter.lead is not None:
        people.insert(0, matter.lead)
    title = f"提出{matter.get_kind_display()}第{matter.number}号“{matter.title}”"
    duty_events_record(
        people=people, kind=DutyKind.SUGGESTION, on=local_day(matter.submitted_at or at), title=title[:200],
        subject=matter, at=at,
    )  # fmt: skip


def _said(text: str, otherwise: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(otherwise)
    if len(text) > REASON_LIMIT:
        raise DomainError(f"最多{REASON_LIMIT}字,请精简。")
    return text
