from celery import shared_task

from apps.foundation.core import outbox


@shared_task(name="core.relay_outbox")
def relay_outbox() -> int:
    return outbox.relay() + outbox.send_lost_again()
