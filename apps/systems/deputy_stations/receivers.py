"""What stations do when something below them ends: a matter, a rating, a poll, an approval, a notice; rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_voided
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
from apps.systems.deputy_stations.services import debriefs, following, rounds, stars


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


@receiver(poll_announced)
def adopt_grades(sender: type[Poll], poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    debriefs.grades_adopt(poll=poll, outcome=outcome, by=Actor.system())


@receiver(poll_voided)
def free_debriefs(sender: type[Poll], poll: Poll, **kwargs: Any) -> None:
    debriefs.assessment_void(poll=poll)


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
