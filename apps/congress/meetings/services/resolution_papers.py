"""What was adopted as documents, to go through 核稿 and 签发."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import resolution_papers as papers
from apps.congress.meetings.models import Resolution, ResolutionState
from apps.congress.meetings.selectors.resolutions import ANNOUNCEMENT, RED_HEAD
from apps.congress.meetings.services.resolutions import record, resolution_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def announcement_draft(*, resolution: Resolution, by: Actor, at: datetime) -> Document:
    """拟公告. Raises WrongState before it is adopted, Conflict where it is drafted or issued already."""
    resolution = _adopted(resolution)
    if resolution.body.is_street_body:
        raise DomainError("街道议事代表会议不发布公告,可印发会议讨论通过的文本。")
    on = local_day(at)
    document = only_document_draft(
        subject=resolution, organ=standing_organ(resolution.body, on), kind=ANNOUNCEMENT,
        tree=papers.announcement(resolution, on), by=by, at=at,
    )  # fmt: skip
    record("meetings.resolution.announcement_drafted", resolution, by)
    return document


@transaction.atomic
def red_head_draft(*, resolution: Resolution, by: Actor, at: datetime) -> Document:
    """拟印发稿, under the red head of the organ that stands for the body."""
    resolution, on = _adopted(resolution), local_day(at)
    document = only_document_draft(
        subject=resolution, organ=standing_organ(resolution.body, on), kind=RED_HEAD,
        tree=papers.red_head(resolution, on), by=by, at=at,
    )  # fmt: skip
    record("meetings.resolution.red_head_drafted", resolution, by)
    return document


def _adopted(resolution: Resolution) -> Resolution:
    resolution = resolution_locked(resolution)
    if resolution.state != ResolutionState.ADOPTED:
        raise WrongState("还没有通过,不能拟公告、印发。")
    return resolution
