"""Acts of the floor below, which cannot call the log itself."""

from typing import Any

from django.db import models
from django.dispatch import receiver

from apps.foundation.accounts.signals import acted
from apps.foundation.audit import services
from apps.foundation.core.actors import Actor


@receiver(acted)
def record_account_act(act: str, subject: models.Model, by: Actor, facts: dict[str, Any], **kwargs: Any) -> None:
    services.record(act, on=subject, by=by, **facts)
