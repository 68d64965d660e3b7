"""公开: the public version of a matter and its reply, after what must stay private was taken out."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Publication
from apps.congress.matters.models.matters import Matter
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.publishing import Draft, issues_before_publishing
from apps.congress.matters.selectors.publishing import facts_of
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready

CHANGED = "公开稿刚被他人修改过。您填写的内容仍在本页,请另开窗口查看最新的公开稿,合并后再公开。"


@transaction.atomic
def publication_save(*, matter: Matter, draft: Draft, revision: int, by: Actor, at: datetime) -> Publication:
    """Publish, correct what is published, or publish again what was withdrawn.

    Raises NotReady with all that is in the way: no consent, no public reply, something private left in the text;
    Conflict where somebody saved since `revision` was read.
    """
    matter = matter_locked(matter)
    require_ready(issues_before_publishing(draft, facts_of(matter)))
    before = Publication.objects.filter(matter=matter).first()
    if revision != (before.revision if before else 0):
        raise Conflict(CHANGED)
    values = {
        "title": draft.title.strip(), "text": draft.text.strip(), "reply": draft.reply.strip(), "published_by": by.name,
        "published_at": before.published_at if before and not before.withdrawn_at else at, "withdrawn_at": None,
        "withdraw_reason": "", "revision": revision + 1,
        "bigrams": bigrams(f"{draft.title} {draft.text} {draft.reply}"),
    }  # fmt: skip
    published, _ = Publication.objects.update_or_create(matter=matter, defaults=values)
    record("matters.publication.published", matter, by, revision=published.revision)
    return published


@transaction.atomic
def publication_withdraw(*, matter: Matter, reason: str, by: Actor, at: datetime) -> Publication:
    """撤下, with a reason that stays; from now on the page is gone for everybody."""
    matter = matter_locked(matter)
    published = Publication.objects.filter(matter=matter).first()
    if published is None or published.withdrawn_at:
        raise WrongState("这一件现在没有公开,不需要撤下。请刷新页面查看。")
    if not reason.strip():
        raise DomainError("请写明撤下的理由,不超过300字。")
    published.withdrawn_at, published.withdraw_reason = at, reason.strip()
    published.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record("matters.publication.withdrawn", matter, by, reason=published.withdraw_reason)
    return published
