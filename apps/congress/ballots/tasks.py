from celery import shared_task
from django.utils import timezone

from apps.congress.ballots.services.closing import polls_close_run_out


@shared_task(name="ballots.close_run_out")
def close_run_out() -> int:
    return polls_close_run_out(at=timezone.now())
