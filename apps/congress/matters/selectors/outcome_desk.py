"""What ratings, commitments and mediations put on everybody's desk."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from apps.congress.matters.models import Commitment, Matter, MatterState
from apps.congress.matters.policies import REMIND_MOST
from apps.congress.matters.rules import kinds
from apps.congress.matters.rules.rating import is_to_be_reminded
from apps.congress.matters.selectors.deadlines import remind_days
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, handlers_by_unit, staff_by_area

SOON, AHEAD = timedelta(days=30), timedelta(days=60)
MOST = 50


def to_be_followed(on: date) -> list[Matter]:
    """Replied, unrated, and to be reminded of or closed: what the timed task looks at, one by one."""
    ending = Q(reminded_at__isnull=True) | Q(act_by__lt=on)
    rows = Matter.objects.filter(
        ending, act_by__lte=on + timedelta(days=REMIND_MOST), state=MatterState.REPLIED, kind__in=kinds.RATED
    )
    return [one for one in rows.order_by("pk") if is_to_be_reminded(one.act_by, remind_days(one), on)]


def to_rate(person_id: int) -> QuerySet[Matter]:
    return Matter.objects.filter(lead=person_id, state=MatterState.REPLIED, kind__in=kinds.RATED).order_by("due_on")


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Members: rate. Units: keep what was promised. Staff: mediate."""
    if actor.is_member and actor.person_id:
        yield from _of_members(actor.person_id)
    elif actor.role == HANDLER and actor.unit_id:
        yield from _of_units(actor, on)
    elif actor.role == STAFF:
        yield from _of_office(actor)


def _of_members(person_id: int) -> Iterator[TodoItem]:
    for matter in to_rate(person_id)[:MOST]:
        url = reverse("matters_rate", args=[matter.public_id])
        yield TodoItem(
            f"评价办理情况:{matter.title}", url, matter.due_on, "逾期未评价的,提醒后按“未评价”办结", "去评价"
        )
    kept = Commitment.objects.filter(reply__handling__matter__lead=person_id, done_on__isnull=False, grade="")
    for commitment in kept.with_all()[:MOST]:  # type: ignore[attr-defined]
        url = reverse("matters_commitment_grade", args=[commitment.public_id])
        yield TodoItem(f"评价承诺落实情况:{commitment.text}", url, None, commitment.handling.unit_name, "去评价")


def _of_units(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Commitment.objects.visible_to(actor).open().filter(due_on__lte=on + SOON).with_all()
    for commitment in rows[:MOST]:
        late = commitment.late_on(on)
        detail = f"已逾期{late}天" if late else commitment.matter.title
        url = reverse("matters_commitment_report", args=[commitment.public_id])
        yield TodoItem(f"落实承诺事项:{commitment.text}", url, commitment.due_on, detail, "去报告")


def _of_office(actor: Actor) -> Iterator[TodoItem]:
    own = Matter.objects.filter(path=actor.area_path)
    for matter in own.filter(state=MatterState.MEDIATING).order_by("pk")[:MOST]:
        yield TodoItem(f"召集双方协调:{matter.title}", matter.get_absolute_url(), None, "提出人对两次答复都不满意")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """Ratings of the next two months for their proposers; commitments, late ones too, for units and staff."""
    waiting = Matter.objects.filter(state=MatterState.REPLIED, kind__in=kinds.RATED, lead__isnull=False)
    rated = waiting.filter(asked(watch, person="lead"), act_by__gte=on, act_by__lte=on + AHEAD)
    for matter in rated.iterator(CHUNK):
        url, key = reverse("matters_rate", args=[matter.public_id]), f"matters.rate:{matter.public_id}:{matter.round}"
        yield Deadline(f"评价办理情况:{matter.title}", matter.due_on or on, url, (matter.lead_id,), key)
    promised = Commitment.objects.open().filter(due_on__lte=on + AHEAD).with_all()
    of = {"unit": "reply__handling__unit", "area": "reply__handling__matter__office"}
    promised = promised.filter(asked(watch, due="due_on", **of))
    for chunk in in_chunks(promised.iterator(CHUNK), CHUNK):
        handlers = handlers_by_unit((one.handling.unit_id for one in chunk), on)
        staff = staff_by_area((one.matter.office_id for one in chunk), on)
        for one in chunk:
            people = handlers.get(one.handling.unit_id, set()) | staff.get(one.matter.office_id, set())
            url, key = reverse("matters_commitment", args=[one.public_id]), f"matters.commitment:{one.public_id}"
            yield Deadline(f"承诺事项到期:{one.text}", one.due_on, url, tuple(sorted(people)), key)


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """Promises that were not kept in time."""
    late = Commitment.objects.visible_to(actor).open().filter(due_on__lt=on).count()
    url = f"{reverse('matters_commitments')}?state=late"
    yield Figure(
        "逾期未落实的承诺", late, "答复中承诺、已过承诺时限、承办单位还没有报告落实的事项数", url, alarm=bool(late)
    )
