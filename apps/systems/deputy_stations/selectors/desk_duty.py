"""What rotas put on everybody's desk: to-do, deadlines, calendar, search, figures, ways back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.dates import day_begins, local_day
from apps.foundation.core.registry import (
    EVERYBODY,
    Deadline,
    Event,
    Figure,
    Hit,
    Measure,
    Related,
    TodoItem,
    Watch,
)
from apps.foundation.core.streams import CHUNK
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import asked, handlers_by_unit, staff_by_area
from apps.office.documents.models import Document
from apps.systems.deputy_stations.models import (
    DutyExchange,
    DutySlot,
    ExchangeState,
    Rota,
    RotaState,
    SlotState,
    Station,
    Stationing,
)
from apps.systems.deputy_stations.selectors.duty import notice_of, published, slots_by_rota, when
from apps.systems.deputy_stations.selectors.measures_duty import DUTY_MEASURES

SINCE, SOON, MOST, LIMIT = timedelta(days=60), timedelta(days=30), 50, 10


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Deputies: answer an exchange, come to today's duty. Who runs stations: publish drafts, arrange what comes."""
    if actor.is_member and actor.person_id:
        yield from _of_deputy(actor.person_id, on)
    elif actor.role in (STAFF, HANDLER):
        yield from _drafts(actor, on)
        yield from _without_rota(actor, on)
        yield from _to_correct(actor, on)


def _of_deputy(person_id: int, on: date) -> Iterator[TodoItem]:
    rows = DutyExchange.objects.filter(
        asked_of=person_id, state=ExchangeState.ASKED, slot__starts_at__gt=day_begins(on)
    ).select_related("asked_by", "slot__station", "slot__deputy")
    for one in rows:
        title = f"答复换班:{one.asked_by.name}请您代班"
        yield TodoItem(title, one.slot.get_absolute_url(), local_day(one.slot.starts_at), when(one.slot), "去答复")
    slots = published(DutySlot.objects.filter(deputy=person_id, state=SlotState.PLANNED))
    for slot in slots.filter(starts_at__date=on).select_related("station", "deputy"):
        yield TodoItem(f"今天接待群众:{slot.station}", slot.get_absolute_url(), on, when(slot), "去签到")


def _drafts(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Rota.objects.visible_to(actor).filter(state=RotaState.DRAFT).select_related("station__area")
    rotas = list(rows.order_by("starts_on")[:MOST])
    slots = slots_by_rota(rotas)
    for rota in rotas:
        due = notice_of(rota, slots[rota.pk], on).latest
        yield TodoItem(f"公布值班表:{rota.station}", rota.get_absolute_url(), due, "核对排班,拟接待公告", "去公布")


def _without_rota(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Stations of one's own whose rotas end within a month; those of the areas below have staff of their own."""
    stations = own_stations(actor).open_on(on).filter(Q(pk__in=_stationed(on)))
    covered = Rota.objects.filter(ends_on__gte=on + SOON).values("station")
    for station in stations.exclude(pk__in=covered).order_by("name")[:MOST]:
        url = reverse("deputy_stations_rota_new", args=[station.public_id])
        yield TodoItem(f"编制值班表:{station}", url, None, "下个月还没有完整的值班安排", "去排班")


def _stationed(on: date) -> Any:
    return Stationing.objects.on(on).order_by().values("station")


def _to_correct(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = DutySlot.objects.filter(
        station__in=own_stations(actor), state=SlotState.MISSED, ends_at__gte=day_begins(on - timedelta(days=7))
    ).select_related("station", "deputy")
    for slot in rows.order_by("starts_at")[:MOST]:
        yield TodoItem(
            f"核实未到站:{slot.deputy.name}", slot.get_absolute_url(), None, f"{slot.station} {when(slot)}", "去核实"
        )


def own_stations(actor: Actor) -> Any:
    """Of the office's very own area, or those one is the liaison officer of."""
    rows = Station.objects.visible_to(actor)
    return rows.filter(area__path=actor.area_path) if actor.sees_area else rows


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The last day to publish a rota in time, for who runs the station; every coming duty, for its deputy."""
    drafts = Rota.objects.filter(state=RotaState.DRAFT, ends_on__gte=on).select_related("station__area")
    rotas = list(drafts.filter(asked(watch, area="station__area", unit="station__unit")))
    handlers = handlers_by_unit([rota.station.unit_id for rota in rotas], on)
    staff = staff_by_area([rota.station.area_id for rota in rotas], on)
    dealt = slots_by_rota(rotas)
    for rota in rotas:
        due = notice_of(rota, dealt[rota.pk], on).latest
        if due is not None:
            people = handlers.get(rota.station.unit_id, set()) | staff.get(rota.station.area_id, set())
            url, key = rota.get_absolute_url(), f"deputy_stations.rota:{rota.public_id}"
            yield Deadline(f"公布接待公告:{rota.station}", due, url, tuple(sorted(people)), key)
    slots = published(DutySlot.objects.filter(state=SlotState.PLANNED, starts_at__gte=day_begins(on)))
    slots = slots.filter(asked(watch, person="deputy"), starts_at__lt=day_begins(on + SOON))
    for slot in slots.select_related("station").iterator(CHUNK):
        url, key = slot.get_absolute_url(), f"deputy_stations.slot:{slot.public_id}"
        yield Deadline(f"到站接待群众:{slot.station}", local_day(slot.starts_at), url, (slot.deputy_id,), key)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """Published duties since two months before: a deputy's own, or of the stations one runs."""
    rows = DutySlot.objects.filter(starts_at__gte=day_begins(on - SINCE))
    whose = Q(deputy=actor.person_id or 0) if actor.is_member else Q(station__in=own_stations(actor))
    rows = rows.filter(whose)
    for slot in published(rows).select_related("station", "deputy").order_by("starts_at", "pk"):
        yield Event(
            uid=f"station-duty-{slot.public_id}",
            title=f"代表接待群众:{slot.station}" + ("" if actor.is_member else f"({slot.deputy.name})"),
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=slot.station.address or slot.station.name,
            url=slot.get_absolute_url(),
            is_cancelled=slot.state == SlotState.CANCELLED,
        )


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Coming duties by deputy or station."""
    rows = DutySlot.objects.visible_to(actor).filter(starts_at__gte=timezone.now())
    rows = rows.filter(Q(deputy__name__icontains=text) | Q(station__name__icontains=text)).standing()
    for slot in rows.select_related("station", "deputy").order_by("starts_at")[:LIMIT]:
        yield Hit(f"{slot.deputy.name}接待群众", slot.get_absolute_url(), "代表值班", f"{slot.station} {when(slot)}")


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From the reception notice back to its rota."""
    if isinstance(subject, Document) and subject.subject_label == Rota._meta.label_lower:
        for rota in Rota.objects.visible_to(actor).filter(pk=subject.subject_id or 0):
            yield Related("打开值班表", rota.get_absolute_url())


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    yield from figures_of(DUTY_MEASURES, actor, on)


def figures_of(measures: tuple[Measure, ...], actor: Actor, on: date) -> Iterator[Figure]:
    """The measures of the actor's area, added up."""
    if not actor.sees_area:
        return
    area = Area.objects.get(path=actor.area_path)
    for measure in measures:
        value = sum(measure.count(actor.area_path, on).values())
        yield Figure(measure.title, value, measure.definition, measure.list_url(area), measure.alarm and value > 0)
