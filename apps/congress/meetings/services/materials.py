"""Materials: delivered, replaced by a newer version, sent to members, opened, taken back."""

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from apps.congress.meetings.models import AgendaItem, Material, MaterialReceipt, MaterialVersion, Meeting
from apps.congress.meetings.rules.materials import (
    issues_before_delivering,
    issues_before_sending,
    material_days_late,
)
from apps.congress.meetings.selectors.materials import due_day, readers_of
from apps.congress.meetings.selectors.meetings import people_invited
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready
from apps.foundation.core.once import SAID_OTHERWISE, made_once
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import staff_of
from apps.office.files.selectors import attachments_of
from apps.office.files.services import attachment_add
from apps.office.notifications.services import notice_send


@transaction.atomic
def material_add(
    *,
    meeting: Meeting,
    agenda_item: AgendaItem | None,
    title: str,
    file: UploadedFile | None,
    text: str = "",
    key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> MaterialVersion:
    """Keep the first version of a paper. Nobody but the office and the unit sees it until it is sent.

    Sent again under the same `key` it is the same paper; another file or text under it raises Conflict.
    """
    meeting = locked(meeting)
    if agenda_item is not None and agenda_item.meeting_id != meeting.pk:
        raise DomainError("议程不属于本次会议,请重新选择。")
    if not title.strip():
        raise DomainError("请填写材料名称。")
    said = {"meeting": meeting, "agenda_item": agenda_item, "title": title.strip()}
    material, is_new = made_once(Material, key, said=said, added_at=at)
    if not is_new:
        return _as_delivered(material, file, text)
    version = _deliver(material, 1, file, text, "", by, at)
    _record("meetings.material.added", material, by, days_late=version.days_late)
    return version


@transaction.atomic
def material_replace(
    *, material: Material, seen: int, file: UploadedFile | None, text: str = "", note: str, by: Actor, at: datetime
) -> MaterialVersion:
    """A newer version; the older ones stay. `seen` is the number of the version that was on the screen.

    Members go on reading the version sent last until this one is sent, and are asked to read again then.
    Raises Conflict where somebody else was first.
    """
    material = _locked(material)
    newest = material.versions.first()
    number = newest.number if newest else 0
    if number != seen:
        raise Conflict(f"这份材料刚被更新到第{number}版,请刷新页面,核对后再上传。")
    if material.withdrawn_at is not None:
        raise WrongState("这份材料已撤回,不能再更新;请另行上传。")
    version = _deliver(material, number + 1, file, text, note.strip(), by, at)
    _record("meetings.material.replaced", material, by, number=version.number, days_late=version.days_late)
    return version


@transaction.atomic
def material_send(*, material: Material, by: Actor, at: datetime) -> MaterialVersion:
    """Send the newest version to every serving member. Raises Conflict where it was sent already."""
    material = _locked(material)
    meeting = material.meeting
    require_ready(issues_before_sending(meeting_state=meeting.state, is_withdrawn=material.withdrawn_at is not None))
    version = material.versions.first()
    if version is None or version.sent_at is not None:
        raise Conflict("最新一版已经发送,请刷新页面。")
    version.sent_at = at
    version.save(update_fields=["sent_at"])
    _record("meetings.material.sent", material, by, number=version.number)
    people = people_invited(meeting, local_day(at)).values_list("pk", flat=True)
    notice_send(
        recipients=people, key=f"meetings.material:{version.public_id}", text="meetings.material",
        values={"meeting": meeting.title, "material": str(version)}, area=meeting.body.area, url=_mine(meeting),
        due=meeting.starts_on, by=by, at=at,
    )  # fmt: skip
    return version


@transaction.atomic
def materials_send(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Send everything that waits. Returns how many papers went out; raises DomainError where nothing waits."""
    waiting = Material.objects.live().filter(meeting=meeting, versions__sent_at=None).distinct()
    sent = [
        material_send(material=one, by=by, at=at)
        for one in waiting.order_by("pk")
        if (newest := one.versions.first()) and newest.sent_at is None
    ]
    if not sent:
        raise DomainError("没有待发送的材料。")
    return len(sent)


@transaction.atomic
def material_withdraw(*, material: Material, reason: str, by: Actor, at: datetime) -> Material:
    """Take a paper back: members no longer see it, the office keeps it with the reason."""
    material = _locked(material)
    if material.withdrawn_at is not None:
        raise WrongState("这份材料已经撤回。")
    if not reason.strip():
        raise DomainError("请写明撤回材料的理由。")
    material.withdrawn_at, material.withdraw_reason = at, reason.strip()
    material.save(update_fields=["withdrawn_at", "withdraw_reason"])
    _record("meetings.material.withdrawn", material, by, reason=material.withdraw_reason)
    return material


@transaction.atomic
def material_open(*, version: MaterialVersion, person: Person, at: datetime) -> MaterialReceipt:
    """A member opens a version; later openings change nothing. Holds no row, so that a full hall may open at once.

    Raises Conflict where a newer version is out: the receipt would be for the wrong text.
    """
    newer = version.material.versions.filter(number__gt=version.number, sent_at__isnull=False).first()
    if newer is not None:
        raise Conflict(f"这份材料刚更新到第{newer.number}版,请返回材料列表,打开新版。")
    receipt, _ = MaterialReceipt.objects.get_or_create(version=version, person=person, defaults={"read_at": at})
    return receipt


@transaction.atomic
def materials_remind(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Remind those who have not read everything, once a day. Returns how many were told now."""
    meeting, on = locked(meeting), local_day(at)
    late = [reader.person.pk for reader in readers_of(meeting, on) if reader.read < reader.total]
    if not late:
        raise DomainError("材料没有发送,或者代表都已读完,无须提醒。")
    told = notice_send(
        recipients=late, key=f"meetings.materials_reminder:{meeting.public_id}:{on.isoformat()}",
        text="meetings.materials_reminder",
        values={"meeting": meeting.title, "time": chinese_date(meeting.starts_on)}, area=meeting.body.area,
        url=_mine(meeting), due=meeting.starts_on, by=by, at=at,
    )  # fmt: skip
    audit.record("meetings.materials.reminded", on=meeting, by=by, area_path=meeting.body.area.path, people=told)
    return told


def _locked(material: Material) -> Material:
    return Material.objects.select_for_update(of=("self",)).with_all().get(pk=material.pk)


def _deliver(
    material: Material, number: int, file: UploadedFile | None, text: str, note: str, by: Actor, at: datetime
) -> MaterialVersion:
    meeting, item, on = material.meeting, material.agenda_item, local_day(at)
    require_ready(issues_before_delivering(meeting_state=meeting.state, has_file=file is not None, text=text))
    late = material_days_late(due_day(item, on), on) if item is not None and _is_expected(item) else 0
    version = MaterialVersion.objects.create(
        material=material, number=number, text=text.strip(), note=note, delivered_by=by.name, delivered_at=at,
        unit_id=by.unit_id, days_late=late,
    )  # fmt: skip
    if file is not None:
        attachment_add(parent=version, upload=file, by=by, at=at, area_path=meeting.body.area.path)
    if by.role == HANDLER:
        _tell_office(version, by, at)
    return version


def _as_delivered(material: Material, file: UploadedFile | None, text: str) -> MaterialVersion:
    """The first version of a paper that was added a moment ago, where it is what is sent again."""
    first = material.versions.get(number=1)
    if first.text != text.strip() or (file is None) != (not attachments_of(first).exists()):
        raise Conflict(SAID_OTHERWISE)
    return first


def _is_expected(item: AgendaItem) -> bool:
    return item.unit_id is not None or item.materials_due_on is not None


def _tell_office(version: MaterialVersion, by: Actor, at: datetime) -> None:
    meeting = version.material.meeting
    notice_send(
        recipients=staff_of(meeting.body.area, local_day(at)), key=f"meetings.material_delivered:{version.public_id}",
        text="meetings.material_delivered",
        values={"meeting": meeting.title, "material": str(version), "unit": by.role_title or by.name},
        area=meeting.body.area, url=reverse("meetings_materials", args=[meeting.public_id]), by=by, at=at,
    )  # fmt: skip


def _record(act: str, material: Material, by: Actor, *, reason: str = "", **facts: object) -> None:
    area_path = material.meeting.body.area.path
    audit.record(act, on=material, by=by, reason=reason, area_path=area_path, meeting=material.meeting.title, **facts)


def _mine(meeting: Meeting) -> str:
    return reverse("meetings_materials_mine", args=[meeting.public_id])
