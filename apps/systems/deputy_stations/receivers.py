"""What stations do when a matter that was brought to one is over, when a resident rates what they were told, and what
ratings do when the 主任会议 decides and when a public notice is taken down; rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.matters.models import Matter, Submission, SubmissionRating
from apps.congress.matters.services.updates import merged_below
from apps.congress.matters.signals import matter_closed, matter_reopened, submission_rated
from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.office.public_notices.models import PublicNotice
from apps.office.public_notices.signals import notice_withdrawn
from apps.systems.deputy_stations.models import RatingRound, StationOpinion
from apps.systems.deputy_stations.selectors.rating import LOWERING, STUDY
from apps.systems.deputy_stations.services import following, rounds, stars


@receiver(matter_closed)
def close_opinions(matter: Matter, by: Actor, at: datetime, **kwargs: Any) -> None:
    for opinion in _of(matter):
        following.opinion_close(opinion=opinion, by=by, at=at)


@receiver(matter_reopened)
def reopen_opinions(matter: Matter, **kwargs: Any) -> None:
    for opinion in _of(matter):
        following.opinion_reopen(opinion=opinion)


@receiver(submission_rated)
def tell_of_rating(submission: Submission, rating: SubmissionRating, by: Actor, at: datetime, **kwargs: Any) -> None:
    opinion = StationOpinion.objects.filter(submission=submission).first()
    if opinion is not None:
        following.rating_tell(opinion=opinion, rating=rating, by=by, at=at)


def _of(matter: Matter) -> list[StationOpinion]:
    """Those that the matter was made of, and those that ended in it."""
    if matter.submission is None:
        return []
    brought = [matter.submission, *merged_below(matter.submission)]
    return list(StationOpinion.objects.filter(submission__in=brought))


@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == STUDY:
        rounds.round_agreed(request=request, by=by, at=at)
    elif request.kind == LOWERING:
        stars.lowering_decided(request=request, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == STUDY:
        rounds.round_returned(request=request, reason=reason, by=by, at=at)
    elif request.kind == LOWERING:
        stars.lowering_returned(request=request, reason=reason, by=by, at=at)


@receiver(notice_withdrawn)
def note_notice_withdrawn(notice: PublicNotice, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if notice.subject_label == RatingRound._meta.label_lower:
        rounds.round_unpublished(notice=notice, reason=reason, by=by, at=at)
