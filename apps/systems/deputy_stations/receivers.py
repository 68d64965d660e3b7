"""What stations do when a matter that was brought to one is over, and when a resident rates what they were told."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.matters.models import Matter, Submission, SubmissionRating
from apps.congress.matters.services.updates import merged_below
from apps.congress.matters.signals import matter_closed, matter_reopened, submission_rated
from apps.foundation.core.actors import Actor
from apps.systems.deputy_stations.models import StationOpinion
from apps.systems.deputy_stations.services import following


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
