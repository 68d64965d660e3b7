from celery import shared_task
from django.utils import timezone

from apps.systems.deputy_stations.models import RatingRound
from apps.systems.deputy_stations.services import rounds, slots


@shared_task(name="deputy_stations.slots_sweep")
def slots_sweep() -> int:
    return slots.slots_sweep(at=timezone.now())


@shared_task(name="deputy_stations.rating_figures_run")
def rating_figures_run(round_id: int) -> None:
    rounds.figures_run(round_=RatingRound.objects.get(pk=round_id))


@shared_task(name="deputy_stations.rating_figures_resume")
def rating_figures_resume() -> int:
    return rounds.figures_resume(at=timezone.now())
