from celery import shared_task
from django.utils import timezone

from apps.congress.matters.models import HandOverBatch, MatterTally, PlaceTally
from apps.congress.matters.services import handing_over_many
from apps.congress.matters.services.lapsing import ratings_follow


@shared_task(name="matters.batch_run")
def batch_run(batch_id: int) -> None:
    handing_over_many.batch_run(batch=HandOverBatch.objects.get(pk=batch_id), at=timezone.now())


@shared_task(name="matters.batches_resume")
def batches_resume() -> None:
    handing_over_many.batches_resume(at=timezone.now())


@shared_task(name="matters.follow_ratings")
def follow_ratings() -> int:
    return ratings_follow(at=timezone.now())


@shared_task(name="matters.fold_tallies")
def fold_tallies() -> int:
    return MatterTally.objects.fold() + PlaceTally.objects.fold()
