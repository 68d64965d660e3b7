from celery import shared_task
from django.utils import timezone

from apps.office.notifications import services


@shared_task(name="notifications.deliver")
def deliver(notice_id: int, channel: str, number: int) -> None:
    services.notice_deliver(notice_id=notice_id, through=channel, number=number, at=timezone.now())


@shared_task(name="notifications.settle_attempts")
def settle_attempts() -> int:
    return services.attempts_settle(at=timezone.now())


@shared_task(name="notifications.queue_attempts")
def queue_attempts() -> int:
    return services.attempts_queue(at=timezone.now())


@shared_task(name="notifications.remind")
def remind() -> None:
    services.reminders_run(at=timezone.now())
