"""From a draft to its reviewers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open, request_withdraw
from apps.office.documents import selectors
from apps.office.documents.models import Document
from apps.office.documents.rules import states
from apps.office.documents.rules.tree import Tree, to_json
from apps.office.documents.signals import document_discarded

STEPS = ("核稿", "签发")


@transaction.atomic
def document_draft(
    *, organ: Unit, kind: str, tree: Tree, by: Actor, at: datetime, subject: models.Model | None = None,
    key: UUID | None = None,
) -> Document:  # fmt: skip
    """Begin a document of a registered kind, made from `subject` where there is one.

    Sent again under the same `key` it is the same document.
    """
    document, is_new = made_once(
        Document, key, said={"organ": organ, "kind": kind, "title": tree.title.replace("\n", "")}, tree=to_json(tree),
        subject_label=subject._meta.label_lower if subject else "", subject_id=subject.pk if subject else None,
        drafter_id=by.person_id, drafter_name=by.name, drafted_at=at,
    )  # fmt: skip
    if is_new:
        record("documents.document.drafted", document, by)
    return document


@transaction.atomic
def only_document_draft(
    *, subject: models.Model, organ: Unit, kind: str, tree: Tree, by: Actor, at: datetime
) -> Document:
    """Begin a document of which a subject has one at a time; raises Conflict while another is drafted or issued.

    The caller holds the subject's row, so that two windows do not draft two.
    """
    if live := selectors.live_document(subject, kind):
        raise Conflict(f"{live}已经拟出({live.get_state_display()}),请直接打开办理;需要重拟的,先作废或撤回。")
    return document_draft(organ=organ, kind=kind, tree=tree, subject=subject, by=by, at=at)


@transaction.atomic
def document_change(*, document: Document, tree: Tree, revision: int, by: Actor, at: datetime) -> Document:
    """Replace the draft's content. Raises Conflict where somebody saved since `revision` was read."""
    document = locked(document)
    document.state = states.move(document.state, "change")
    if revision != document.revision:
        raise Conflict("文稿刚被他人修改过。您填写的内容仍在本页,请另开窗口查看最新文稿,合并后再保存。")
    document.tree, document.title, document.revision = to_json(tree), tree.title.replace("\n", ""), revision + 1
    document.save(update_fields=["tree", "title", "revision"])
    record("documents.document.changed", document, by)
    return document


@transaction.atomic
def document_submit(*, document: Document, reviewers: Sequence[Person], by: Actor, at: datetime) -> Document:
    """送审: the reviewers are asked one after the other: 核稿, then 签发; one alone signs without 核稿.

    Raises NotReady with all that is missing. Whether one may do is the caller's rule.
    """
    document = locked(document)
    state = states.move(document.state, "submit")
    require_ready(states.issues_before_submitting(selectors.draft_facts(document, reviewers)))
    document.state = state
    document.save(update_fields=["state"])
    record("documents.document.submitted", document, by, reviewers="、".join(person.name for person in reviewers))
    steps = [StepDraft(title, person=person) for title, person in zip(STEPS[-len(reviewers) :], reviewers, strict=True)]
    request_open(
        subject=document, kind=states.ISSUE, title=f"{selectors.kind_title(document)}{document}",
        area=document.organ.area, steps=steps, url=document.get_absolute_url(), drafter=document.drafter, by=by, at=at,
    )  # fmt: skip
    return document


@transaction.atomic
def document_recall(*, document: Document, reason: str, by: Actor, at: datetime) -> Document:
    """Take a document back from its reviewers to change it.

    The approval is held before the document, as by a signature: whoever comes second is told, neither is broken off.
    """
    states.move(Document.objects.get(pk=document.pk).state, "return")
    round_ = ApprovalRequest.objects.of(document).filter(kind=states.ISSUE)[0]
    request_withdraw(request=round_, reason=reason, by=by, at=at)
    return locked(document)


@transaction.atomic
def document_returned(*, document: Document, by: Actor, at: datetime) -> Document:
    """Sent back by a reviewer, or taken back by its drafter: it may be changed and submitted again."""
    document = locked(document)
    document.state = states.move(document.state, "return")
    document.save(update_fields=["state"])
    return document


@transaction.atomic
def document_discard(*, document: Document, reason: str, by: Actor, at: datetime) -> Document:
    """Give a draft up, with a reason; it took no number."""
    document = locked(document)
    document.state = states.move(document.state, "discard")
    if not reason.strip():
        raise DomainError("请写明作废理由。")
    document.save(update_fields=["state"])
    record("documents.document.discarded", document, by, reason=reason.strip())
    document_discarded.send(sender=Document, document=document, reason=reason.strip(), by=by, at=at)
    return document


def locked(document: Document) -> Document:
    """The document's row for this transaction."""
    rows = Document.objects.select_for_update(of=("self",)).select_related(
        "organ__area", "organ__letterhead", "drafter"
    )
    return rows.get(pk=document.pk)


def record(act: str, document: Document, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the document is."""
    audit.record(act, on=document, by=by, reason=reason, area_path=document.organ.area.path, **facts)
