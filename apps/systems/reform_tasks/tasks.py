from celery import shared_task
from django.utils import timezone

from apps.systems.reform_tasks.models import AmendOrder, HandOver
from apps.systems.reform_tasks.services import amending, handing_over


@shared_task(name="reform_tasks.hand_over_run")
def hand_over_run(order_id: int) -> None:
    handing_over.hand_over_run(order=HandOver.objects.get(pk=order_id))


@shared_task(name="reform_tasks.hand_overs_resume")
def hand_overs_resume() -> int:
    return handing_over.hand_overs_resume(at=timezone.now())


@shared_task(name="reform_tasks.amend_run")
def amend_run(order_id: int) -> None:
    amending.amend_run(order=AmendOrder.objects.get(pk=order_id))


@shared_task(name="reform_tasks.amendments_resume")
def amendments_resume() -> int:
    return amending.amendments_resume(at=timezone.now())
