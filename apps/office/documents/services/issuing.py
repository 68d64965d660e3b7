"""签发: the document gets its number, its date and its digest, and is never changed again."""

from datetime import date, datetime

from django.db import transaction

from apps.foundation.core import outbox, registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError
from apps.office.documents.models import Document
from apps.office.documents.rules import states
from apps.office.documents.rules.tree import Tree, digest, to_json
from apps.office.documents.services.drafting import locked, record
from apps.office.documents.services.numbering import number_take
from apps.office.documents.services.telling import tell_of_withdrawal
from apps.office.documents.signals import document_issued, document_withdrawn

ARCHIVE = "documents.archive"


@transaction.atomic
def document_issue(*, document: Document, by: Actor, at: datetime) -> Document:
    """Freeze a document as signed: number, date, digest, code. Its files follow in the background.

    `by` is the last reviewer, who signs; the number is taken in the same transaction, so that none is lost.
    """
    document = locked(document)
    document.state = states.move(document.state, "issue")
    return _frozen(document, by.name, by, at)


@transaction.atomic
def document_file(*, document: Document, by: Actor, at: datetime) -> Document:
    """Freeze a sheet that the portal made from recorded facts and that is signed by hand (结果报告单、签到表)."""
    document = locked(document)
    states.move(document.state, "change")
    if registry.document_kinds()[document.kind].suffix:
        raise DomainError("有文号的公文须经核稿、签发,不能直接归档。")
    document.state = states.ISSUED
    return _frozen(document, "", by, at)


@transaction.atomic
def document_withdraw(*, document: Document, reason: str, by: Actor, at: datetime) -> Document:
    """Withdraw an issued document: its number stays taken, its page and a notice to its receivers say so."""
    document = locked(document)
    document.state = states.move(document.state, "withdraw")
    if not reason.strip():
        raise DomainError("请写明撤回理由。")
    document.withdraw_reason = reason.strip()
    document.save(update_fields=["state", "withdraw_reason"])
    record("documents.document.withdrawn", document, by, reason=reason.strip())
    tell_of_withdrawal(document, by=by, at=at)
    document_withdrawn.send(sender=Document, document=document, by=by, at=at)
    return document


def _frozen(document: Document, signed_by: str, by: Actor, at: datetime) -> Document:
    kind, on = registry.document_kinds()[document.kind], local_day(at)
    if kind.suffix:
        document.number = number_take(document=document, kind=kind, on=on, by=by, at=at).written
    tree = document.content.numbered(document.number, on)
    _freeze(document, tree, on, signed_by)
    document.is_public = kind.is_public
    document.save()
    record("documents.document.issued", document, by, number=document.number or "不编号")
    outbox.send(ARCHIVE, document.pk)
    document_issued.send(sender=Document, document=document, by=by, at=at)
    return document


def _freeze(document: Document, tree: Tree, on: date, signed_by: str) -> None:
    document.tree, document.digest = to_json(tree), digest(tree)
    document.issued_on, document.signed_by = on, signed_by
