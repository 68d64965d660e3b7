"""答复: drafted by the unit, signed as a letter, and sent by the signature itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.matters import papers
from apps.congress.matters.models import Handling, Reply
from apps.congress.matters.rules.replying import COMMITMENT_LIMIT, Promise
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.selectors.replying import is_in_review, reply_issues
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.people.models import Person
from apps.office.documents.models import Document, DocumentState, Letterhead
from apps.office.documents.rules.tree import Tree
from apps.office.documents.services.drafting import (
    document_change,
    document_draft,
    document_recall,
    document_submit,
)


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """A reply as typed; `result` is a class of the matter's scheme."""

    result: str
    text: str
    contact_name: str
    contact_phone: str
    is_public: bool = True
    helpers_note: str = ""
    promises: Sequence[Promise] = ()


@transaction.atomic
def reply_draft(*, part: Handling, draft: ReplyDraft, revision: int, by: Actor, at: datetime) -> Reply:
    """Begin the reply or change it; a draft may miss anything but its text.

    Raises Conflict where somebody saved since `revision` (0: there was none) was read, WrongState while the letter
    lies before those who sign.
    """
    part = part_locked(part)
    reply = reply_write(part, draft, revision, by=by, at=at)
    record("matters.reply.drafted", part.matter, by, unit=part.unit_name)
    return reply


def reply_write(part: Handling, draft: ReplyDraft, revision: int, *, by: Actor, at: datetime) -> Reply:
    """The row of a part that is held, as typed; raises as `reply_draft` does."""
    move_part(part.state, "draft")
    if not part.answers:
        raise DomainError("协办单位不直接答复提出人,请提出协办意见。")
    if len(draft.promises) > COMMITMENT_LIMIT:
        raise DomainError(f"承诺事项最多{COMMITMENT_LIMIT}项,请合并后再保存。")
    reply = _reply_of(part)
    if revision != (reply.revision if reply else 0):
        raise Conflict("答复刚被本单位他人修改过。您填写的内容仍在本页,请另开窗口查看最新稿,合并后再保存。")
    if reply and is_in_review(reply):
        raise WrongState("答复函正在核稿、签发,不能修改。需要修改的,请先撤回送签。")
    reply = reply or Reply(handling=part, revision=0)
    reply.drafted_by_id, reply.drafted_at = by.person_id, at
    reply.revision += 1
    for name in ("result", "text", "contact_name", "contact_phone", "is_public", "helpers_note"):
        setattr(reply, name, getattr(draft, name))
    reply.promises = [[promise.text, promise.due_on.isoformat()] for promise in draft.promises]
    reply.save()
    return reply


@transaction.atomic
def reply_submit(*, reply: Reply, reviewers: Sequence[Person], by: Actor, at: datetime) -> Document:
    """送签: the letter is made from the reply and goes to 核稿 and 签发, or to 签发 alone.

    Raises NotReady with everything that is missing, contact with the proposer first of all.
    """
    part = part_locked(reply.handling)
    reply = _fresh(reply, part)
    move_part(part.state, "answer", reply_issues(reply, local_day(at)))
    if not Letterhead.objects.filter(organ=part.unit).exclude(code="").exists():
        raise DomainError("本单位还没有设置发文机关代字,答复函无法编号。请先在“发文代字”中填写,如“青府”。")
    reply.document = _letter(reply, by, at)
    reply.save(update_fields=["document"])
    document = document_submit(document=reply.document, reviewers=reviewers, by=by, at=at)
    names = "、".join(person.name for person in reviewers)
    record("matters.reply.submitted", part.matter, by, unit=part.unit_name, reviewers=names)
    return document


@transaction.atomic
def reply_recall(*, reply: Reply, reason: str, by: Actor, at: datetime) -> Reply:
    """Take the letter back from those who sign, to change the reply.

    The letter is held before the matter, as by the signature that sends it: whoever comes second is told.
    """
    reply = _fresh(reply, reply.handling)
    if reply.document is None or not is_in_review(reply):
        raise WrongState("答复函不在核稿、签发中,请刷新页面。")
    document_recall(document=reply.document, reason=reason, by=by, at=at)
    part = part_locked(reply.handling)
    record("matters.reply.recalled", part.matter, by, reason=reason, unit=part.unit_name)
    return reply


def letter_of(reply: Reply, on: date) -> Tree:
    """The letter as it would be signed today."""
    return papers.reply_letter(reply, on)


def _letter(reply: Reply, by: Actor, at: datetime) -> Document:
    """The letter's draft, made anew from the reply; one that was given up is replaced."""
    tree, document = papers.reply_letter(reply, local_day(at)), reply.document
    if document is None or document.state != DocumentState.DRAFT:
        return document_draft(
            organ=reply.handling.unit, kind=papers.LETTER, tree=tree, subject=reply, by=by, at=at
        )  # fmt: skip
    return document_change(document=document, tree=tree, revision=document.revision, by=by, at=at)


def _reply_of(part: Handling) -> Reply | None:
    return Reply.objects.select_related("document").filter(handling=part).first()


def _fresh(reply: Reply, part: Handling) -> Reply:
    """As it is now that the matter is held."""
    reply = Reply.objects.select_related("document__organ__area").get(pk=reply.pk)
    reply.handling = part
    return reply
