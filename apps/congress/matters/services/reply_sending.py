"""The signature sends the reply: the part is done and, once all have answered, so is the matter."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Commitment, Handling, Matter, MatterKind, PartState, Reply
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.states import move, move_part
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.selectors.replying import promises_of, reply_issues
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_office
from apps.congress.matters.services.stopping import parts_stop
from apps.congress.matters.signals import matter_closed, matter_replied
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Issue, WrongState
from apps.office.documents.models import Document


@transaction.atomic
def reply_send(*, document: Document, by: Actor, at: datetime) -> Reply:
    """The letter was signed. Raises, and so undoes the signature, where the matter was withdrawn or merged meanwhile
    or something is missing that was there before.
    """
    reply = Reply.objects.select_related("handling__matter").get(document=document)
    reply.handling = part = part_locked(reply.handling)
    record("matters.reply.sent", part.matter, by, unit=part.unit_name, number=document.number)
    return reply_give(reply, reply_issues(reply, local_day(at)), by=by, at=at)


def reply_give(reply: Reply, issues: Iterable[Issue], *, by: Actor, at: datetime) -> Reply:
    """The proposer has the reply of a part that is held; `issues` are what is in the way."""
    part = reply.handling
    part.state = move_part(part.state, "answer", issues)
    part.done_at = reply.sent_at = at
    part.save(update_fields=["state", "done_at"])
    reply.save()
    Commitment.objects.bulk_create(
        Commitment(reply=reply, number=number, text=promise.text, due_on=promise.due_on)
        for number, promise in enumerate(promises_of(reply), start=1)
    )
    tell_proposer(part.matter, _sentence(reply), by=by, at=at)
    tell_office(part.matter, "matters.replied", unit=part.unit_name, by=by, at=at)
    if not part.matter.parts.awaited().filter(round=part.round).exists():  # type: ignore[attr-defined]
        _answered(part.matter, by, at)
    return reply


def reply_keep(*, document: Document) -> None:
    """A reply that was sent is in the proposer's hands: its letter cannot be withdrawn any more."""
    reply = Reply.objects.filter(document=document, sent_at__isnull=False).first()
    if reply is not None:
        raise WrongState(
            "答复函已经送达提出人,不能撤回。内容有误的,请另行致函更正;提出人不满意的,按规定重新办理、再次答复。"
        )


def _answered(matter: Matter, by: Actor, at: datetime) -> None:
    """Everybody whose answer the proposer waits for has answered; helping units need not go on."""
    parts_stop(matter, "主办单位已经答复,无须再提协办意见。", by=by, at=at)
    matter.state = move(matter.state, "reply")
    matter.replied_at, matter.result = at, _result_of(matter)
    if matter.is_rated_by_proposer:
        matter.due_on = due(matter, deadlines.RATE, local_day(at)).on
        sentence = f"承办单位已全部答复。请在{chinese_date(matter.due_on)}前对办理态度和办理结果作出评价。"
    else:
        matter.state, matter.closed_at, matter.due_on = move(matter.state, "close"), at, None
        sentence = "本件已办结。"
    matter.save()
    record("matters.matter.replied", matter, by)
    tell_proposer(matter, sentence, by=by, at=at, is_final=matter.closed_at is not None)
    matter_replied.send(sender=Matter, matter=matter, by=by, at=at)
    if matter.closed_at is not None:
        matter_closed.send(sender=Matter, matter=matter, by=by, at=at)


def _result_of(matter: Matter) -> str:
    """The class the leading unit gave; of units that answer separately, that of the first."""
    done = Handling.objects.filter(matter=matter, round=matter.round, state=PartState.DONE, reply__isnull=False)
    replies = list(done.order_by("pk").values_list("unit_id", "reply__result"))
    return next((result for unit_id, result in replies if unit_id == matter.main_unit_id), replies[0][1])


def _sentence(reply: Reply) -> str:
    """What the proposer is told; a resident reads the whole reply with their code."""
    part = reply.handling
    if part.matter.kind != MatterKind.REQUEST:
        return f"{part.unit_name}已书面答复:{reply.result_label}。"
    if reply.is_public:
        return f"{part.unit_name}已答复,答复全文在本页“答复”中。"
    return f"{part.unit_name}已答复。答复不在网上公开,请凭受理编号向人大办公室查询。"
