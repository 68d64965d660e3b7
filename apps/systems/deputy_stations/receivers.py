"""What stations do when something below them ends: a matter, a rating, a poll; in that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_voided
from apps.congress.matters.models import Matter, Submission, SubmissionRating
from apps.congress.matters.services.updates import merged_below
from apps.congress.matters.signals import matter_closed, matter_reopened, submission_rated
from apps.foundation.core.actors import Actor
from apps.systems.deputy_stations.models import StationOpinion
from apps.systems.deputy_stations.services import debriefs, following


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
