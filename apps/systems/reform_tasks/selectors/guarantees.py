"""四项保障: what each place answered last, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area
from apps.systems.reform_tasks.models import Guarantee, GuaranteeCheck, PlaceTask, PlanState, ReformPlan
from apps.systems.reform_tasks.models.plans import ReformPlanQuerySet
from apps.systems.reform_tasks.rules.standing import GUARANTEES


@dataclass(frozen=True, slots=True)
class Answer:
    """One guarantee of a place under a plan; `check` is None while nothing was answered."""

    plan: ReformPlan
    area: Area
    kind: str
    check: GuaranteeCheck | None

    @property
    def label(self) -> str:
        return Guarantee(self.kind).label

    @property
    def is_met(self) -> bool:
        return self.check is not None and self.check.met

    @property
    def word(self) -> str:
        if self.check is None:
            return "未填报"
        return "已落实" if self.check.met else "未落实"

    @property
    def tone(self) -> str:
        return "green" if self.is_met else "red"


def latest(checks: QuerySet[GuaranteeCheck]) -> QuerySet[GuaranteeCheck]:
    """The row that holds of each plan, place and guarantee."""
    return checks.order_by("plan_id", "area_id", "kind", "-pk").distinct("plan_id", "area_id", "kind")


def places_under(plan: ReformPlan, among: QuerySet[Area] | None = None) -> list[Area]:
    """The places that were handed tasks of it."""
    places = Area.objects.all() if among is None else among
    return list(places.filter(reform_cells__task__item__plan=plan).distinct().order_by("path"))


def answers_of(plan: ReformPlan, area: Area) -> list[Answer]:
    """All four of a place."""
    held = {check.kind: check for check in latest(GuaranteeCheck.objects.filter(plan=plan, area=area))}
    return [Answer(plan, area, kind, held.get(kind)) for kind in Guarantee.values]


def answers_under(plan: ReformPlan, among: QuerySet[Area] | None = None) -> list[list[Answer]]:
    """All four of every place that was handed tasks, or of those of `among`."""
    places = places_under(plan, among)
    checks = GuaranteeCheck.objects.filter(plan=plan, area__in=places)
    held = {(check.area_id, check.kind): check for check in latest(checks)}
    return [[Answer(plan, area, kind, held.get((area.pk, kind))) for kind in Guarantee.values] for area in places]


def stand_of(plan: ReformPlan, area: Area) -> int:
    """The key of the latest answer of a place, 0 before the first: what a page was typed on."""
    return GuaranteeCheck.objects.filter(plan=plan, area=area).order_by("-pk").values_list("pk", flat=True).first() or 0


def gaps_by_place(plan: ReformPlan) -> dict[int, int]:
    """Area -> how many of its guarantees are not met or not answered."""
    cells = PlaceTask.objects.filter(task__item__plan=plan)
    return _gaps(cells, GuaranteeCheck.objects.filter(plan=plan))


def gaps_below(path: str, on: date) -> Mapping[int, int]:
    """Area -> gaps over all plans that are carried out; the number of a Measure."""
    running = PlanState.APPROVED
    cells = PlaceTask.objects.filter(task__item__plan__state=running, area__path__startswith=path)
    return _gaps(cells, GuaranteeCheck.objects.filter(plan__state=running, area__path__startswith=path))


def _gaps(cells: QuerySet[PlaceTask], checks: QuerySet[GuaranteeCheck]) -> dict[int, int]:
    plans = cells.order_by().values_list("area").annotate(Count("task__item__plan", distinct=True))
    wanted = {area: GUARANTEES * count for area, count in plans}
    for area, met in latest(checks).values_list("area", "met"):
        if met and area in wanted:
            wanted[area] -= 1
    return {area: gaps for area, gaps in wanted.items() if gaps}


def gaps_listed(actor: Actor) -> list[Answer]:
    """Every gap that the actor sees, one row each: the list behind the measure."""
    return _gaps_of(ReformPlan.objects.visible_to(actor), PlaceTask.objects.visible_to(actor))


def gap_rows(path: str, on: date) -> list[Answer]:
    """The same for the path of an area."""
    return _gaps_of(ReformPlan.objects.all(), PlaceTask.objects.filter(area__path__startswith=path))


def _gaps_of(seen: ReformPlanQuerySet, cells: QuerySet[PlaceTask]) -> list[Answer]:
    plans = {plan.pk: plan for plan in seen.filter(state=PlanState.APPROVED).with_office()}
    cells = cells.filter(task__item__plan__in=plans)
    pairs = sorted(set(cells.order_by().values_list("task__item__plan", "area")))
    areas = Area.objects.in_bulk({area for _, area in pairs})
    held = {
        (check.plan_id, check.area_id, check.kind): check
        for check in latest(GuaranteeCheck.objects.filter(plan__in=plans))
    }
    found = [
        Answer(plans[plan], areas[area], kind, held.get((plan, area, kind)))
        for plan, area in pairs
        for kind in Guarantee.values
    ]
    return sorted((one for one in found if not one.is_met), key=lambda one: one.area.path)
