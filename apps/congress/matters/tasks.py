from celery import shared_task
from django.utils import timezone

from apps.congress.matters.services.lapsing import ratings_follow


@shared_task(name="matters.follow_ratings")
def follow_ratings() -> int:
    return ratings_follow(at=timezone.now())
