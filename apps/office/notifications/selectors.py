"""Who has unread notices, and which mails staff must look after."""

from datetime import date

from django.db import models
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import TodoItem
from apps.office.notifications.models import NEEDS_STAFF, Notice


def unread_count(actor: Actor) -> int:
    """How many notices the acting person has not read."""
    return Notice.objects.inbox_of(actor).unread().count()


def troubled(actor: Actor) -> models.QuerySet[Notice]:
    """Notices whose latest mail failed or ended nobody knows how, among those the actor looks after."""
    notices = Notice.objects.visible_to(actor) if actor.sees_area else Notice.objects.none()
    return notices.whose_mail_is(NEEDS_STAFF).select_related("recipient")


def todo(actor: Actor, on: date) -> list[TodoItem]:
    """For staff: one line while mails are in trouble."""
    if actor.role not in {"operator", "staff"} or not (count := troubled(actor).count()):
        return []
    return [TodoItem(f"{count} 封邮件发送失败或结果未知", reverse("notifications_delivery_list"), action="去处理")]
