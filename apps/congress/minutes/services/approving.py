"""送审, 签发: the paper becomes a document that is checked and signed; its document decides what becomes of it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from apps.congress.minutes import papers
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.rules.submitting import issue_without_reason, issues_before_submitting
from apps.congress.minutes.selectors import page
from apps.congress.minutes.services.records import locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, require_ready
from apps.foundation.people.models import Person
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.services.drafting import (
    document_discard,
    document_recall,
    document_submit,
    only_document_draft,
)


@transaction.atomic
def minutes_submit(
    *, minutes: Minutes, reviewers: Sequence[Person], by: Actor, at: datetime, reason: str = "",
    copies: Sequence[str] = (), is_published: bool = False,
) -> Document:  # fmt: skip
    """送审: the text as edited becomes a document before its reviewers (核稿, then 签发 by whoever presided).

    Raises NotReady: somebody still edits, the facts are newer than the text, a vote is open, or numbers and names
    differ from the recorded ones and no `reason` says why.
    """
    minutes = locked(minutes)
    state = move(minutes.state, "submit")
    view = page.paper_view(minutes, at)
    facts = page.submit_facts(minutes, view, at, by.user_id)
    require_ready([*issues_before_submitting(facts), *issue_without_reason(facts, reason)])
    tree = papers.tree_of(minutes, page.sections_as_edited(minutes), copies)
    document = only_document_draft(
        subject=minutes, organ=minutes.organ, kind=papers.kind_of(minutes), tree=tree, by=by, at=at
    )
    document = document_submit(document=document, reviewers=reviewers, by=by, at=at)
    minutes.state, minutes.is_published = state, is_published and not minutes.is_record
    minutes.differences = [asdict(one) for one in facts.differences]
    minutes.difference_reason = reason.strip()[:500] if facts.differences else ""
    minutes.save(update_fields=["state", "is_published", "differences", "difference_reason"])
    minutes.approvers.set(reviewers)
    _record_submitted(minutes, reviewers, by)
    return document


def _of(document: Document) -> Minutes:
    """The paper a document was made of, locked."""
    return locked(Minutes.objects.get(pk=document.subject_id or 0))


def _record_submitted(minutes: Minutes, reviewers: Sequence[Person], by: Actor) -> None:
    names = "、".join(person.name for person in reviewers)
    differing = len(minutes.differences)
    if differing:
        reason = minutes.difference_reason
        record("minutes.minutes.submitted_differing", minutes, by, reason=reason, reviewers=names, number=differing)
    else:
        record("minutes.minutes.submitted", minutes, by, reviewers=names)


@transaction.atomic
def minutes_recall(*, minutes: Minutes, reason: str, by: Actor, at: datetime) -> Minutes:
    """撤回送审: back to the draft; the signal of the approval brings the paper back with it.

    The paper is not held here: whoever signs holds the request first and the paper last, and so does this.
    """
    move(Minutes.objects.get(pk=minutes.pk).state, "return")
    document = page.document_of(minutes)
    if document is None:
        raise DomainError("没有找到送审的文稿,请刷新页面。")
    document_recall(document=document, reason=reason, by=by, at=at)
    return locked(minutes)


@transaction.atomic
def minutes_returned(*, document: Document, by: Actor, at: datetime) -> Minutes:
    """Sent back or taken back: the sections may be edited again; the next round makes a document of its own."""
    minutes = _of(document)
    minutes.state = move(minutes.state, "return")
    minutes.save(update_fields=["state"])
    document.refresh_from_db()
    if document.state == DocumentState.DRAFT:
        document_discard(document=document, reason="退回修改,重新送审时据最新文字另行拟出。", by=by, at=at)
    record("minutes.minutes.returned", minutes, by)
    return minutes


@transaction.atomic
def minutes_issued(*, document: Document, by: Actor, at: datetime) -> Minutes:
    """Signed: the paper stands as its document does."""
    minutes = _of(document)
    minutes.state, minutes.issued_at = move(minutes.state, "issue"), at
    minutes.save(update_fields=["state", "issued_at"])
    record("minutes.minutes.issued", minutes, by, number=document.number or "不编号")
    return minutes


@transaction.atomic
def minutes_reopened(*, document: Document, by: Actor, at: datetime) -> Minutes:
    """The issued document was withdrawn: the paper is a draft again and no longer open to members."""
    minutes = _of(document)
    minutes.state = move(minutes.state, "reopen")
    minutes.is_published, minutes.issued_at = False, None
    minutes.save(update_fields=["state", "is_published", "issued_at"])
    record("minutes.minutes.reopened", minutes, by, reason=document.withdraw_reason)
    return minutes


@transaction.atomic
def minutes_publish(*, minutes: Minutes, is_published: bool, by: Actor, at: datetime) -> Minutes:
    """Open issued minutes to the members of the body, or close them again. A record is for the file."""
    minutes = locked(minutes)
    move(minutes.state, "publish")
    if minutes.is_record:
        raise DomainError("会议记录存档备查,不向代表公开;可以公开的是会议纪要。")
    minutes.is_published = is_published
    minutes.save(update_fields=["is_published"])
    word = "向代表公开" if is_published else "不再向代表公开"
    record("minutes.minutes.publication_set", minutes, by, word=word)
    return minutes
