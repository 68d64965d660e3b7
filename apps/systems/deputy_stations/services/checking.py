"""上墙公示、设施设备、制度: each line of a checklist as it was found, with photos."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.office.files.services import attachment_add
from apps.systems.deputy_stations.models import CheckKind, Station, StationCheck
from apps.systems.deputy_stations.services.records import record, station_locked


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one line."""

    item: str
    is_met: bool
    note: str = ""
    photos: Sequence[UploadedFile] = field(default_factory=tuple)


@transaction.atomic
def checks_record(
    *, station: Station, kind: str, findings: Sequence[Finding], by: Actor, at: datetime
) -> list[StationCheck]:
    """Keep every finding that says something new: another answer, another note, a photo."""
    station = station_locked(station.pk)
    if station.is_closed_on(local_day(at)):
        raise WrongState(f"{station}已撤销,不再检查。")
    last = {one.item: one for one in StationCheck.objects.filter(station=station, kind=kind).latest()}
    new = [finding for finding in findings if _says_something(finding, last.get(finding.item))]
    if not new:
        raise DomainError("与上次检查的情况相同,没有需要保存的内容。")
    made = [_kept(station, kind, finding, by, at) for finding in new]
    record(
        "deputy_stations.check.recorded", station, by, list=CheckKind(kind).label, count=len(made),
        met=sum(one.is_met for one in made),
    )  # fmt: skip
    return made


def _says_something(finding: Finding, last: StationCheck | None) -> bool:
    if last is None or finding.photos:
        return True
    return (finding.is_met, finding.note) != (last.is_met, last.note)


def _kept(station: Station, kind: str, finding: Finding, by: Actor, at: datetime) -> StationCheck:
    check = StationCheck.objects.create(
        station=station, kind=kind, item=finding.item, is_met=finding.is_met, note=finding.note, checked_by=by.name,
        checked_at=at,
    )  # fmt: skip
    for photo in finding.photos:
        attachment_add(parent=check, upload=photo, by=by, at=at, area_path=station.area.path)
    return check
