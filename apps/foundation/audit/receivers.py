"""Acts of the floor below, which cannot call the log itself."""

from typing import Any

from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest

from apps.foundation.accounts.signals import acted
from apps.foundation.audit import services
from apps.foundation.core.actors import Actor
from apps.foundation.core.signals import exported


@receiver(acted)
def record_account_act(act: str, subject: models.Model, by: Actor, facts: dict[str, Any], **kwargs: Any) -> None:
    services.record(act, on=subject, by=by, **facts)


@receiver(exported)
def record_export(request: HttpRequest, title: str, rows: int, **kwargs: Any) -> None:
    """A list that leaves the portal as a file is remembered on the account of whoever took it."""
    services.record("audit.list.exported", on=request.user, by=request.actor, title=title, rows=rows)
