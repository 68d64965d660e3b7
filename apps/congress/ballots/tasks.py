from uuid import UUID

from celery import shared_task
from django.utils import timezone

from apps.congress.ballots.keeper.refusals import Unavailable
from apps.congress.ballots.services.closing import polls_close_run_out
from apps.congress.ballots.services.keys import keeper, keys_destroy_of_finished


@shared_task(name="ballots.close_run_out")
def close_run_out() -> int:
    return polls_close_run_out(at=timezone.now())


@shared_task(name="ballots.keys_destroy", autoretry_for=(Unavailable,), retry_backoff=True)
def keys_destroy(public_id: str) -> None:
    """Safe to run twice; what a keeper that is down has missed, the timetable makes up for."""
    keeper().destroy(UUID(public_id))


@shared_task(name="ballots.keys_destroy_due")
def keys_destroy_due() -> int:
    return keys_destroy_of_finished()
