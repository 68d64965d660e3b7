"""Notices that go with an act on a season."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.office.notifications.services import notice_send
from apps.systems.livelihood_projects.models import Season


def tell_candidates(season: Season, people: Iterable[int], *, key: str, reminder: bool, by: Actor, at: datetime) -> int:
    """Ask members (by person id) to read the list; returns how many were told now."""
    return notice_send(
        recipients=people,
        key=f"livelihood.{key}:{season.pk}",
        text="livelihood.reminder" if reminder else "livelihood.candidates",
        values=_values(season),
        area=season.body.area,
        url=reverse("livelihood_candidates", args=[season.public_id]),
        by=by,
        at=at,
    )


def tell_result(season: Season, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Tell members what was chosen."""
    return notice_send(
        recipients=people,
        key=f"livelihood.announced:{season.pk}",
        text="livelihood.result",
        values={**_values(season), "announcement": season.announcement},
        area=season.body.area,
        url=reverse("livelihood_result", args=[season.public_id]),
        by=by,
        at=at,
    )


def _values(season: Season) -> dict[str, str]:
    return {"season": str(season), "vote": season.words.vote, "deliberate": season.words.deliberate}
