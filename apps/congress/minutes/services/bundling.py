"""会议档案包: ordered on the page, made in the background, kept with its catalogue."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from apps.congress.meetings.models import Meeting, MeetingState
from apps.congress.minutes import bundle_papers
from apps.congress.minutes.models import Bundle, BundleState
from apps.congress.minutes.rules.catalogue import Line, catalogue
from apps.congress.minutes.selectors.bundle import progress_note
from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, WrongState

logger = logging.getLogger(__name__)
TASK = "minutes.bundle_make"
GIVEN_UP_AFTER = timedelta(minutes=30)
"""As long as a task may run; what was ordered before and is not ready will not become so."""
FULL_DISK = "服务器磁盘空间不足或不可写,档案包没有生成。请联系系统管理员腾出空间,再重新生成。"


@transaction.atomic
def bundle_order(*, meeting: Meeting, by: Actor, at: datetime) -> Bundle:
    """Queue the bundle of a meeting that is over. Raises Conflict while another one of it is being made."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=meeting.pk)
    if meeting.state != MeetingState.CLOSED:
        raise WrongState("会议闭会以后才能生成档案包。")
    working = meeting.bundles.filter(state__in=[BundleState.WAITING, BundleState.WORKING])
    if working.filter(asked_at__gt=at - GIVEN_UP_AFTER).exists():
        raise Conflict("档案包正在生成,请在本页等候,不用重复申请。")
    working.update(state=BundleState.FAILED, trouble="生成中断,请重新生成。")
    bundle = Bundle.objects.create(meeting=meeting, asked_by=by.name, asked_at=at)
    audit.record("minutes.bundle.ordered", on=bundle, by=by, area_path=meeting.body.area.path)
    outbox.send(TASK, bundle.pk)
    return bundle


def bundle_make(*, bundle_id: int, at: datetime) -> Bundle:
    """Make it; run twice, it does nothing the second time. What goes wrong is told on the page."""
    bundle = Bundle.objects.select_related("meeting__body__area", "meeting__term__body").get(pk=bundle_id)
    if not bundle.is_working:
        return bundle
    Bundle.objects.filter(pk=bundle.pk).update(state=BundleState.WORKING)
    try:
        lines = _lines(bundle)
        content = bundle_papers.bundle_bytes(bundle.meeting, lines)
        return _kept(bundle, lines, content, at)
    except OSError as error:
        logger.exception("bundle %s was not made", bundle.pk)
        return _failed(bundle, FULL_DISK if error.errno else str(error)[:300])


def _lines(bundle: Bundle) -> list[Line]:
    makers = bundle_papers.makers(bundle.meeting)
    papers = []
    for number, make in enumerate(makers, start=1):
        papers.append(make())
        progress_note(bundle, number, len(makers))
    return catalogue(papers, bundle_papers.retention(bundle.meeting))


@transaction.atomic
def _kept(bundle: Bundle, lines: list[Line], content: bytes, at: datetime) -> Bundle:
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
    if bundle.state == BundleState.READY:
        return bundle
    bundle.state, bundle.ready_at, bundle.papers, bundle.size = BundleState.READY, at, len(lines), len(content)
    bundle.sha256, bundle.catalogue = hashlib.sha256(content).hexdigest(), [line.cells() for line in lines]
    bundle.file.save("", ContentFile(content), save=False)
    bundle.save()
    return bundle


def _failed(bundle: Bundle, trouble: str) -> Bundle:
    Bundle.objects.filter(pk=bundle.pk).update(state=BundleState.FAILED, trouble=trouble)
    bundle.refresh_from_db()
    return bundle
