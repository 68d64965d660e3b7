"""Materials as the office, a member and a unit see them: what is there, what is missing, who has read which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from apps.congress.meetings.models import (
    AgendaItem,
    Material,
    MaterialReceipt,
    MaterialVersion,
    Meeting,
    MeetingState,
)
from apps.congress.meetings.rules.materials import material_due
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import resolve
from apps.office.files.models import Attachment

MATERIALS_DAYS = "meetings.materials_days"
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


def materials_days(meeting: Meeting, on: date) -> int:
    """How many days before a meeting its materials are due, where the item says nothing else."""
    body = meeting.body
    return resolve(MATERIALS_DAYS, area=body.area, on=on, body_kind=body.kind).value


def due_day(item: AgendaItem, on: date) -> date:
    """The day by which the item's materials are due."""
    if item.materials_due_on:
        return item.materials_due_on
    return material_due(None, item.meeting.starts_on, materials_days(item.meeting, on))


def due_days(items: Iterable[AgendaItem], on: date) -> Iterator[tuple[AgendaItem, date]]:
    """Each item with the day by which its materials are due; the rule is looked up once a body."""
    known: dict[int, int] = {}
    for item in items:
        meeting = item.meeting
        if item.materials_due_on is None and meeting.body_id not in known:
            known[meeting.body_id] = materials_days(meeting, on)
        yield item, material_due(item.materials_due_on, meeting.starts_on, known.get(meeting.body_id, 0))


def items_awaiting(meetings: QuerySet[Meeting]) -> QuerySet[AgendaItem]:
    """Items of meetings not over that somebody delivers (a unit, or by a stated day) and that have nothing yet."""
    given = Material.objects.live().filter(agenda_item=OuterRef("pk"))
    rows = AgendaItem.objects.filter(~Exists(given), meeting__in=meetings.exclude(state__in=OVER).values("pk"))
    wanted = rows.filter(unit__isnull=False) | rows.filter(materials_due_on__isnull=False)
    return wanted.select_related("meeting__body__area", "unit").order_by("meeting__starts_on", "number")


def items_of_unit(actor: Actor) -> QuerySet[AgendaItem]:
    """Items that the handler's unit reports on; nothing for others."""
    if actor.role != HANDLER or actor.unit_id is None:
        return AgendaItem.objects.none()
    rows = AgendaItem.objects.filter(unit=actor.unit_id).exclude(meeting__state=MeetingState.CANCELLED)
    return rows.select_related("meeting__body__area", "meeting__term", "unit").order_by("-meeting__starts_on", "number")


@dataclass(frozen=True, slots=True)
class Paper:
    """A material with its newest version, the version members read, that one's file, and how many read it."""

    material: Material
    newest: MaterialVersion
    sent: MaterialVersion | None
    files: list[Attachment]
    read: int = 0
    is_read: bool = False

    @property
    def waits(self) -> bool:
        """Whether the newest version was not sent."""
        return self.newest.sent_at is None and self.material.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The papers of one item of the agenda, or (without an item) of the meeting."""

    item: AgendaItem | None
    papers: list[Paper]
    due: date | None = None
    is_missing: bool = False


def shelves_for_office(meeting: Meeting, on: date) -> list[Shelf]:
    """Everything there is, withdrawn ones included, item by item; items without papers say whether some are due."""
    papers = _papers(meeting.materials.all())
    missing = {item.pk for item in items_awaiting(Meeting.objects.filter(pk=meeting.pk))}
    items: list[AgendaItem | None] = [*meeting.agenda.select_related("unit"), None]
    days = materials_days(meeting, on)
    return [_shelf(item, papers, meeting, days, missing) for item in items]


def shelves_for_member(meeting: Meeting, actor: Actor) -> list[Shelf]:
    """What was sent, item by item, with what the member has read; items without papers are left out."""
    papers = _papers(Material.objects.visible_to(actor).filter(meeting=meeting), actor.person_id)
    items: list[AgendaItem | None] = [*meeting.agenda.all(), None]
    shelves = [Shelf(item, [paper for paper in papers if paper.material.agenda_item == item]) for item in items]
    return [shelf for shelf in shelves if shelf.papers]


def papers_of_item(item: AgendaItem) -> list[Paper]:
    """What was delivered for an item."""
    return _papers(item.materials.all())


def _shelf(item: AgendaItem | None, papers: Iterable[Paper], meeting: Meeting, days: int, missing: set[int]) -> Shelf:
    own = [paper for paper in papers if paper.material.agenda_item == item]
    if item is None:
        return Shelf(None, own)
    is_expected = item.unit_id is not None or item.materials_due_on is not None
    due = material_due(item.materials_due_on, meeting.starts_on, days) if is_expected else None
    return Shelf(item, own, due, item.pk in missing)


def _papers(materials: QuerySet[Material], person_id: int | None = None) -> list[Paper]:
    """Four queries whatever the number."""
    found = list(materials.select_related("agenda_item", "meeting").prefetch_related("versions__unit"))
    versions = {one.pk: list(one.versions.all()) for one in found}
    sent = {key: next((one for one in rows if one.sent_at), None) for key, rows in versions.items()}
    shown = [sent[key] or rows[0] for key, rows in versions.items()]
    files = _files_of([*shown, *(rows[0] for rows in versions.values())])
    counts = _read_counts(shown)
    read = set(
        MaterialReceipt.objects.filter(version__in=shown, person=person_id).values_list("version_id", flat=True)
        if person_id
        else ()
    )
    return [
        Paper(
            one, versions[one.pk][0], sent[one.pk], files.get(current.pk, []), counts.get(current.pk, 0),
            current.pk in read,
        )
        for one, current in zip(found, shown, strict=True)
    ]  # fmt: skip


def _read_counts(versions: Iterable[MaterialVersion]) -> dict[int, int]:
    rows = MaterialReceipt.objects.filter(version__in=list(versions)).order_by().values("version")
    return dict(rows.annotate(people=Count("pk")).values_list("version", "people"))


def _files_of(versions: Iterable[MaterialVersion]) -> dict[int, list[Attachment]]:
    label, keys = MaterialVersion._meta.label_lower, {version.pk for version in versions}
    found: dict[int, list[Attachment]] = {}
    for one in Attachment.objects.filter(parent_label=label, parent_id__in=keys):
        found.setdefault(one.parent_id, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """A member and what they have read of a meeting's materials."""

    person: Person
    group: str
    read: int
    total: int
    unread_titles: str
    last_read_at: datetime | None

    @property
    def standing(self) -> str:
        if not self.total:
            return "没有材料"
        return "全部已读" if self.read == self.total else "部分已读" if self.read else "未读"


def readers_of(meeting: Meeting, on: date) -> list[Reader]:
    """Everybody serving, by pinyin: how many of the versions in force they opened."""
    versions = list(MaterialVersion.objects.to_read().filter(material__meeting=meeting).select_related("material"))
    receipts: dict[int, dict[int, datetime]] = {}
    for person_id, version_id, at in MaterialReceipt.objects.filter(version__in=versions).values_list(
        "person_id", "version_id", "read_at"
    ):
        receipts.setdefault(person_id, {})[version_id] = at
    return [
        _reader(mandate.person, versions, receipts.get(mandate.person_id, {}))
        for mandate in serving_members(meeting.term, on)
    ]


def _reader(person: Person, versions: list[MaterialVersion], read: dict[int, datetime]) -> Reader:
    unread = "、".join(str(version) for version in versions if version.pk not in read)
    memberships = person.current_memberships  # type: ignore[attr-defined]  # prefetched by serving_members
    group = next((membership.group.name for membership in memberships), "")
    return Reader(person, group, len(read), len(versions), unread, max(read.values(), default=None))


@dataclass(frozen=True, slots=True)
class VersionReader:
    """A member and when they opened one version."""

    person: Person
    read_at: datetime | None

    @property
    def standing(self) -> str:
        return "已读" if self.read_at else "未读"


def readers_of_version(version: MaterialVersion, on: date) -> list[VersionReader]:
    """Everybody serving, by pinyin, and when they opened this version."""
    read = dict(version.receipts.values_list("person_id", "read_at"))
    term = version.material.meeting.term
    return [VersionReader(seat.person, read.get(seat.person_id)) for seat in serving_members(term, on)]


def unread_meetings(actor: Actor, on: date) -> list[tuple[Meeting, int]]:
    """Meetings not over in which the member has materials to read, and how many."""
    meetings = Meeting.objects.visible_to(actor).exclude(state__in=OVER).filter(ends_on__gte=on)
    unread = MaterialVersion.objects.to_read().unread_by(actor.person_id).filter(material__meeting__in=meetings)
    counts = dict(
        unread.order_by()
        .values("material__meeting")
        .annotate(number=Count("pk"))
        .values_list("material__meeting", "number")
    )
    return [(meeting, counts[meeting.pk]) for meeting in meetings if meeting.pk in counts]
