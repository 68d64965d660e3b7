"""Many matters at once: which may be ticked, how far a batch is, what a summary lists."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from apps.congress.matters.models import Handling, HandOverBatch, HandOverItem, Matter, MatterKind, MatterState
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area

BULK_STATES = {
    MatterState.ACCEPTED: "待交办",
    MatterState.HANDED_OVER: "办理中",
    MatterState.SUBMITTED: "待审核",
    MatterState.REPLIED: "已答复,待评价",
    MatterState.CLOSED: "已办结",
}
SUMMARY_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: of `total`, `done` were handed over and `refused` are listed with their reasons."""

    total: int
    done: int
    refused: list[HandOverItem]

    @property
    def settled(self) -> int:
        return self.done + len(self.refused)


def batch_progress(batch: HandOverBatch) -> Progress:
    items = HandOverItem.objects.filter(batch=batch)
    counts = items.aggregate(total=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    refused = items.exclude(refusal="").select_related("matter")
    return Progress(counts["total"], counts["done"], list(refused))


def office_of_actor(actor: Actor) -> Area:
    """The area of the acting role."""
    return Area.objects.get(path=actor.area_path)


def summarised(actor: Actor, year: int, kind: str = "") -> QuerySet[Matter]:
    """Everything accepted in a year at the actor's own office, in the order of its numbers, with its standing parts."""
    rows = Matter.objects.visible_to(actor).filter(path=actor.area_path, accepted_at__year=year)
    rows = rows.filter(kind=kind) if kind in MatterKind.values else rows
    parts = Prefetch("parts", Handling.objects.standing().order_by("-role", "pk"), to_attr="standing")
    return rows.with_all().prefetch_related(parts, "ratings").order_by("kind", "number", "pk")[:SUMMARY_LIMIT]
