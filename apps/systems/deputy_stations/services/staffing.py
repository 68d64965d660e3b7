"""Who keeps a station: 站长、副站长、联络员, appointed and relieved."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Conflict, DomainError, WrongState, required
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import StaffTitle, Station, StationStaff
from apps.systems.deputy_stations.services.records import record, station_locked


@transaction.atomic
def staff_appoint(
    *, station: Station, title: str, name: str, phone: str = "", person: Person | None = None, starts_on: date,
    by: Actor, at: datetime,
) -> StationStaff:  # fmt: skip
    """Raises Conflict where there is a head already, or the same person keeps that office already."""
    station = station_locked(station.pk)
    if station.is_closed_on(starts_on):
        raise WrongState(f"{station}已撤销,不能再登记工作人员。")
    name = required(person.name if person else name, "请填写姓名。")
    current = StationStaff.objects.on(starts_on).filter(station=station, title=title)
    if current.filter(name=name).exists():
        raise Conflict(f"{name}已是{station}的{StaffTitle(title).label}。")
    head = current.first() if title == StaffTitle.HEAD else None
    try:
        with transaction.atomic():
            staff = StationStaff.objects.create(
                station=station, title=title, name=name, phone=phone.strip(), person=person, starts_on=starts_on
            )
    except IntegrityError as error:
        told = f"{station}已有站长{head.name}" if head else f"{station}在这一时期已有站长"
        raise Conflict(f"{told},请先办理离任。") from error
    record("deputy_stations.staff.appointed", staff, by, title=staff.get_title_display(), who=name)
    return staff


@transaction.atomic
def staff_relieve(*, staff: StationStaff, until: date, by: Actor, at: datetime) -> StationStaff:
    """离任: from `until` on."""
    station_locked(staff.station_id)
    staff = StationStaff.objects.select_for_update(of=("self",)).select_related("station__area").get(pk=staff.pk)
    if staff.until and staff.until <= until:
        raise WrongState(f"{staff}已于{chinese_date(staff.until)}离任。")
    if until < staff.starts_on:
        raise DomainError(f"离任日期不能早于任职日期({chinese_date(staff.starts_on)})。")
    staff.until = until
    staff.save(update_fields=["until"])
    record(
        "deputy_stations.staff.relieved",
        staff,
        by,
        title=staff.get_title_display(),
        who=staff.name,
        day=chinese_date(until),
    )
    return staff
