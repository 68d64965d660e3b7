"""Notices that go with an act on a season."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.office.notifications.services import notice_send
from apps.systems.livelihood_projects.models import Season


def tell_candidates(season: Season, people: Iterable[int], *, key: str, reminder: bool, by: Actor, at: datetime) -> int:
    """Ask members (by person id) to read the list; returns how many were told now."""
    words = season.words
    body = f"候选项目已经送达,将在会上{words.vote}。请提前阅读,如有意见可在分组{words.deliberate}时提出。"
    return notice_send(
        recipients=people,
        key=f"livelihood.{key}:{season.pk}",
        title=f"{'提醒:' if reminder else ''}请阅读{season}候选项目",
        body=body,
        url=reverse("livelihood_candidates", args=[season.public_id]),
        by=by,
        at=at,
    )


def tell_result(season: Season, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Tell members what was chosen."""
    return notice_send(
        recipients=people,
        key=f"livelihood.announced:{season.pk}",
        title=f"{season}{season.words.vote}结果公布",
        body=season.announcement,
        url=reverse("livelihood_result", args=[season.public_id]),
        by=by,
        at=at,
    )
