"""Setting the words of a notice for a place, and taking them back."""

from datetime import datetime

from django.db import connection, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState, require_ready
from apps.foundation.core.registry import NoticeText
from apps.foundation.organisations.models import Area
from apps.office.notifications import rules
from apps.office.notifications.models import NoticeWording


@transaction.atomic
def wording_set(
    *, text: NoticeText, area: Area | None, subject: str, body: str, by: Actor, at: datetime
) -> NoticeWording:
    """Let these words hold in `area` (none: everywhere) from now on. Refused where a field is none of the text's."""
    subject, body = " ".join(subject.split()), body.strip()
    require_ready(rules.issues_with_wording(text, subject, body))
    _lock(text.slug)
    newest = _newest(text, area)
    if newest and (newest.subject, newest.body) == (subject, body):
        raise WrongState("文字没有改动,无须保存。")
    row = NoticeWording.objects.create(
        slug=text.slug, area=area, subject=subject, body=body, set_by_id=by.user_id, set_at=at
    )
    _record("notifications.wording.set", row, text, by)
    return row


@transaction.atomic
def wording_reset(*, text: NoticeText, area: Area | None, by: Actor, at: datetime) -> NoticeWording:
    """Take the words of `area` back; what holds above it, in the end the default, holds there again."""
    _lock(text.slug)
    if _newest(text, area) is None:
        raise WrongState(f"{area.name if area else '全平台'}没有另行设定“{text.title}”的文字,无须恢复。")
    row = NoticeWording.objects.create(slug=text.slug, area=area, is_default=True, set_by_id=by.user_id, set_at=at)
    _record("notifications.wording.reset", row, text, by)
    return row


def _newest(text: NoticeText, area: Area | None) -> NoticeWording | None:
    """The words `area` itself has set and not taken back."""
    row = NoticeWording.objects.filter(slug=text.slug, area=area).order_by("-pk").first()
    return row if row and not row.is_default else None


def _lock(slug: str) -> None:
    """One setter of a text at a time: rows that do not exist yet cannot be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wording {slug}"])


def _record(act: str, row: NoticeWording, text: NoticeText, by: Actor) -> None:
    area_path = row.area.path if row.area else ""
    audit.record(act, on=row, by=by, area_path=area_path, where=row.where, title=text.title, words=row.subject)
