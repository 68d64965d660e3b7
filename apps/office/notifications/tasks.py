from celery import shared_task
from django.utils import timezone

from apps.office.notifications import services


@shared_task(name="notifications.deliver_mail")
def deliver_mail(notice_id: int, number: int) -> None:
    services.mail_deliver(notice_id=notice_id, number=number, at=timezone.now())


@shared_task(name="notifications.settle_attempts")
def settle_attempts() -> int:
    return services.attempts_settle(at=timezone.now())
