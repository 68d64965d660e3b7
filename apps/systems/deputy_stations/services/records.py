"""What every act does: hold its row, leave one audit entry that is visible where the station is."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.permissions import station_of

CHANGED_MEANWHILE = "内容刚被他人修改过,没有保存。您填写的内容仍在本页,请另开窗口查看最新内容,合并后再保存。"


def station_locked(pk: int) -> Station:
    """The row for this transaction; acts on one station wait for each other."""
    return Station.objects.select_for_update(of=("self",)).select_related("area").get(pk=pk)


def required(text: str, sentence: str) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()


def require_newest(revision: int, newest: int) -> None:
    """Raises Conflict where somebody saved since the page was read."""
    if revision != newest:
        raise Conflict(CHANGED_MEANWHILE)


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the station is."""
    audit.record(act, on=on, by=by, reason=reason, area_path=station_of(on).area.path, **facts)


def key_of(act: str, subject: Any, at: datetime) -> str:
    """Of a notice that is told once for each time of the act."""
    return f"{act}:{subject.public_id}:{at.isoformat()}"
