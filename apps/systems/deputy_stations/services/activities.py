"""活动: arranged, signed up for, marked, held, cancelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState, require_newest, require_ready, required
from apps.foundation.core.once import made_once
from apps.foundation.people.models import Person
from apps.foundation.people.services.duty import duty_events_record
from apps.office.files.services import attachment_add
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    Chain,
    Debrief,
    PlannedActivity,
    Presence,
    SignUp,
    Station,
)
from apps.systems.deputy_stations.rules import activities as rules
from apps.systems.deputy_stations.selectors.duty import colleagues
from apps.systems.deputy_stations.services import telling_activities
from apps.systems.deputy_stations.services.records import record, station_locked


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    kind: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    content: str = ""
    sign_up_until: datetime | None = None
    seats: int | None = None
    chain: Chain | None = None
    planned: PlannedActivity | None = None


@transaction.atomic
def activity_create(
    *, station: Station, draft: ActivityDraft, key: UUID | None = None, by: Actor, at: datetime
) -> Activity:
    """Arrange an activity; the deputies of the station are told. One that is over may be entered and held at once."""
    station = station_locked(station.pk)
    _require_plausible(station, draft)
    said = {"station": station, "title": draft.title.strip(), "starts_at": draft.starts_at}
    activity, is_new = made_once(
        Activity, key, said=said, kind=draft.kind, place=draft.place.strip(), ends_at=draft.ends_at,
        content=draft.content.strip(), sign_up_until=draft.sign_up_until, seats=draft.seats, chain=draft.chain,
        planned=draft.planned, created_at=at,
    )  # fmt: skip
    if is_new:
        record("deputy_stations.activity.created", activity, by, when=chinese_datetime(activity.starts_at))
        if activity.starts_at > at:
            telling_activities.tell_arranged(activity, by=by, at=at)
    return activity


@transaction.atomic
def activity_change(*, activity: Activity, draft: ActivityDraft, revision: int, by: Actor, at: datetime) -> Activity:
    """Raises Conflict where somebody saved since; DomainError where fewer seats are left than are taken."""
    activity = activity_locked(activity.pk)
    rules.move(activity.state, "change")
    require_newest(revision, activity.revision)
    _require_plausible(activity.station, draft)
    taken = _seated(activity).count()
    if draft.seats is not None and draft.seats < taken:
        raise DomainError(f"已有{taken}人报名,名额不能少于{taken}人。")
    moved = (activity.starts_at, activity.place) != (draft.starts_at, draft.place.strip())
    for name in ("kind", "starts_at", "ends_at", "sign_up_until", "seats", "chain", "planned"):
        setattr(activity, name, getattr(draft, name))
    activity.title, activity.place, activity.content = draft.title.strip(), draft.place.strip(), draft.content.strip()
    activity.revision += 1
    activity.save()
    record("deputy_stations.activity.changed", activity, by, when=chinese_datetime(activity.starts_at))
    if moved and activity.starts_at > at:
        telling_activities.tell_changed(activity, by=by, at=at)
    return activity


@transaction.atomic
def activity_cancel(*, activity: Activity, reason: str, by: Actor, at: datetime) -> Activity:
    activity = activity_locked(activity.pk)
    activity.state = rules.move(activity.state, "cancel")
    activity.reason = required(reason, "请写明取消的原因。")
    activity.save(update_fields=["state", "reason"])
    record("deputy_stations.activity.cancelled", activity, by, reason=activity.reason)
    telling_activities.tell_cancelled(activity, by=by, at=at)
    return activity


@transaction.atomic
def sign_up(*, activity: Activity, by: Actor, at: datetime) -> SignUp:
    """A deputy of the station takes a seat; a second time changes nothing. Raises NotReady where none is left."""
    activity = activity_locked(activity.pk)
    rules.move(activity.state, "sign_up")
    if not colleagues(activity.station, local_day(at)).filter(pk=by.person_id or 0).exists():
        raise NotAllowed("只有本站的进站代表可以报名。")
    row = activity.sign_ups.filter(person=by.person_id).first()  # type: ignore[attr-defined]
    if row is not None and row.state != Presence.WITHDRAWN:
        return row
    facts = rules.SignUpFacts(activity.starts_at, activity.sign_up_until, activity.seats, _seated(activity).count())
    require_ready(rules.issues_before_signing_up(facts, at))
    row, _ = SignUp.objects.update_or_create(
        activity=activity, person_id=by.person_id or 0, defaults={"state": Presence.SIGNED, "signed_at": at}
    )
    record("deputy_stations.activity.signed_up", activity, by)
    return row


@transaction.atomic
def sign_up_withdraw(*, activity: Activity, by: Actor, at: datetime) -> SignUp:
    activity = activity_locked(activity.pk)
    rules.move(activity.state, "sign_up")
    row = activity.sign_ups.filter(person=by.person_id, state=Presence.SIGNED).first()  # type: ignore[attr-defined]
    if row is None:
        raise WrongState("您没有报名,或者已经签到,不能取消报名。")
    if at >= activity.starts_at:
        raise WrongState("活动已经开始,不能取消报名。")
    row.state = Presence.WITHDRAWN
    row.save(update_fields=["state"])
    record("deputy_stations.activity.withdrawn", activity, by)
    return row


@transaction.atomic
def activity_check_in(*, activity: Activity, code: str, by: Actor, at: datetime) -> SignUp:
    """A deputy of the station reads its code while the activity runs; whether they signed up does not matter."""
    activity = activity_locked(activity.pk)
    rules.move(activity.state, "mark")
    if code.strip().upper() != activity.station.code.upper():
        raise DomainError(f"站码不对。请扫描{activity.station}的二维码,或者输入二维码下面的站码。")
    if local_day(at) != local_day(activity.starts_at) or at > activity.ends_at:
        raise WrongState("活动当天、结束以前才能签到;确已到场的,请联系家站联络员登记。")
    if not colleagues(activity.station, local_day(at)).filter(pk=by.person_id or 0).exists():
        raise NotAllowed("只有本站的进站代表可以签到。")
    row = activity.sign_ups.filter(person=by.person_id).first()  # type: ignore[attr-defined]
    if row is not None and row.state == Presence.PRESENT:
        return row
    defaults = {"state": Presence.PRESENT, "checked_in_at": at}
    row, _ = SignUp.objects.update_or_create(
        activity=activity, person_id=by.person_id or 0, defaults=defaults, create_defaults={**defaults, "signed_at": at}
    )
    record("deputy_stations.activity.checked_in", activity, by)
    return row


@transaction.atomic
def activity_hold(
    *, activity: Activity, outcome: str, guests: int, present: Iterable[Person], photos: Sequence[UploadedFile] = (),
    by: Actor, at: datetime,
) -> Activity:  # fmt: skip
    """Register what happened and who came; their duty files are written, with what the kind of activity counts as."""
    activity = activity_locked(activity.pk)
    state = rules.move(activity.state, "hold")
    people = list(dict.fromkeys(present))
    require_ready(rules.issues_before_holding(activity.starts_at, at, outcome, len(people)))
    activity.state, activity.held_at, activity.guests, activity.outcome = state, at, guests, outcome.strip()
    activity.save(update_fields=["state", "held_at", "guests", "outcome"])
    _mark(activity, people, at)
    for photo in photos:
        attachment_add(parent=activity, upload=photo, by=by, at=at, area_path=activity.station.area.path)
    counted = people
    if activity.kind == ActivityKind.DEBRIEF:
        spoken = set(Debrief.objects.filter(activity=activity).values_list("person", flat=True))
        counted = [person for person in people if person.pk in spoken]
    duty_events_record(
        people=counted, kind=rules.DUTIES[activity.kind], on=local_day(activity.starts_at), title=activity.title,
        subject=activity, at=at,
    )  # fmt: skip
    record("deputy_stations.activity.held", activity, by, people=len(people), guests=guests)
    return activity


@transaction.atomic
def photos_add(*, activity: Activity, photos: Sequence[UploadedFile], by: Actor, at: datetime) -> Activity:
    """More photos of an activity that was held."""
    activity = activity_locked(activity.pk)
    if activity.state != rules.HELD:
        raise WrongState("登记活动开展以后,才能补充照片。")
    for photo in photos:
        attachment_add(parent=activity, upload=photo, by=by, at=at, area_path=activity.station.area.path)
    record("deputy_stations.activity.photos_added", activity, by, photos=len(photos))
    return activity


def activity_locked(pk: int) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("station__area", "station__unit")
    return rows.get(pk=pk)


def _seated(activity: Activity):  # type: ignore[no-untyped-def]
    return activity.sign_ups.exclude(state=Presence.WITHDRAWN)  # type: ignore[attr-defined]


def _mark(activity: Activity, people: list[Person], at: datetime) -> None:
    """Present is who came, signed up or not; who signed up and did not come is absent."""
    _seated(activity).exclude(person__in=people).update(state=Presence.ABSENT)
    known = {row.person_id: row for row in activity.sign_ups.filter(person__in=people)}  # type: ignore[attr-defined]
    for row in known.values():
        row.state, row.checked_in_at = Presence.PRESENT, row.checked_in_at or at
    SignUp.objects.bulk_update(known.values(), ["state", "checked_in_at"])
    SignUp.objects.bulk_create(
        SignUp(activity=activity, person=person, state=Presence.PRESENT, signed_at=at, checked_in_at=at)
        for person in people
        if person.pk not in known
    )


def _require_plausible(station: Station, draft: ActivityDraft) -> None:
    if draft.ends_at <= draft.starts_at:
        raise DomainError("结束时间要晚于开始时间。")
    if not station.is_open_on(local_day(draft.starts_at)):
        raise DomainError("这个家站当日没有启用或者已经撤销,不能安排活动。")
    if draft.sign_up_until and draft.sign_up_until > draft.starts_at:
        raise DomainError("报名截止时间不能晚于活动开始时间。")
    if draft.kind == ActivityKind.SALON and draft.chain is None:
        raise DomainError("产业链沙龙要选择产业链。")
    if draft.planned and draft.planned.plan.station_id != station.pk:
        raise DomainError("计划活动要选本站年度计划里的活动。")
