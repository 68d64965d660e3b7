"""交办: every task to every place it is for, in one act.

Everything is checked before anything is made: a place without the organ that leads stops the whole. What is short is
made at once, in the same transaction; what is long in chunks behind the scenes, each cell once, however often it runs.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from apps.congress.supervision.services import (
    AssignmentDraft,
    NodeDraft,
    UnitDraft,
    assignment_draft,
    assignment_hand_over,
)
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError
from apps.foundation.people.selectors import staff_by_area
from apps.office.notifications.services import notice_send
from apps.systems.reform_tasks.models import HandOver, PlaceTask, ReformPlan, ReformTask
from apps.systems.reform_tasks.policies import PROFILE
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.rules.plans import issues_before_handing_over
from apps.systems.reform_tasks.selectors.guarantees import places_under
from apps.systems.reform_tasks.selectors.plans import Pair, pairs_left, steps_of, wanted_of
from apps.systems.reform_tasks.services.records import (
    AT_ONCE,
    CHUNK,
    STALE,
    actor_of_order,
    key_of,
    plan_locked,
    record,
    require_idle,
)

TASK = "reform_tasks.hand_over_run"


@transaction.atomic
def plan_hand_over(*, plan: ReformPlan, by: Actor, at: datetime) -> HandOver:
    """Order it. Raises NotReady that names every place without the organ, Conflict while another one is running."""
    plan, on = plan_locked(plan.pk), local_day(at)
    require_idle(plan)
    pairs = pairs_left(plan, on)
    states.move(plan.state, "hand_over", issues_before_handing_over(wanted_of(pairs), on))
    order = HandOver.objects.create(
        plan=plan, total=len(pairs), actor=asdict(by), ordered_by=by.name, ordered_at=at,
        finished_at=at if len(pairs) <= AT_ONCE else None,
    )  # fmt: skip
    record("reform_tasks.plan.handed_over", plan, by, tasks=len(pairs), places=len({pair.area.pk for pair in pairs}))
    if order.finished_at:
        _cells_make(plan, pairs, by, at)
        _places_tell(order, by, at)
    else:
        outbox.send(TASK, order.pk)
    return order


def hand_over_run(*, order: HandOver) -> HandOver:
    """Make what is still to be made. A second worker waits for each chunk and finds it made."""
    while _chunk_run(order):
        pass
    order.refresh_from_db()
    return order


def hand_overs_resume(*, at: datetime) -> int:
    """Orders that a worker left lying are queued again."""
    left = HandOver.objects.filter(finished_at__isnull=True, ordered_at__lt=at - STALE)
    with transaction.atomic():
        outbox.send_many(TASK, [(key,) for key in left.values_list("pk", flat=True)])
    return left.count()


@transaction.atomic
def _chunk_run(order: HandOver) -> bool:
    """As of the moment of the order, whatever the day of the worker. False once nothing is left."""
    order = HandOver.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.finished_at:
        return False
    plan, by, at = plan_locked(order.plan_id), actor_of_order(order.actor), order.ordered_at
    pairs = pairs_left(plan, local_day(at))[:CHUNK]
    try:
        with transaction.atomic():
            _cells_make(plan, pairs, by, at)
    except DomainError as error:
        order.refusal = "".join([error.sentence, *(issue.sentence for issue in error.issues)])[:500]
    if order.refusal or len(pairs) < CHUNK:
        order.finished_at = at
        order.save(update_fields=["finished_at", "refusal"])
        _places_tell(order, by, at)
    return not order.finished_at


def _cells_make(plan: ReformPlan, pairs: Sequence[Pair], by: Actor, at: datetime) -> None:
    for pair in pairs:
        try:
            _cell_make(plan, pair, by, at)
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"{pair.area}“{pair.task}”:{told}") from error


def _cell_make(plan: ReformPlan, pair: Pair, by: Actor, at: datetime) -> None:
    if pair.lead is None:
        raise DomainError(f"还没有登记{pair.task.get_lead_display()},请先在“单位”中登记,再交办。")
    assignment = assignment_draft(
        profile=PROFILE, office=plan.office, area=pair.area, draft=_draft(plan, pair.task, pair), by=by, at=at
    )
    assignment = assignment_hand_over(assignment=assignment, by=by, at=at)
    PlaceTask.objects.create(task=pair.task, area=pair.area, assignment=assignment)


def _draft(plan: ReformPlan, task: ReformTask, pair: Pair) -> AssignmentDraft:
    outcome = f"{task.get_outcome_display()}:{task.deliverable}" if task.deliverable else task.get_outcome_display()
    return AssignmentDraft(
        title=task.title, content=task.content, starts_on=task.starts_on, due_on=task.due_on,
        units=[UnitDraft(pair.lead)] if pair.lead else [],
        nodes=[NodeDraft(step.title, step.due_on, step.percent) for step in steps_of(task)],
        deliverable=outcome, source=plan.title,
    )  # fmt: skip


def _places_tell(order: HandOver, by: Actor, at: datetime) -> None:
    """The staff of each place: it is asked for its guarantees, too."""
    plan = order.plan
    staff = staff_by_area([area.pk for area in places_under(plan)], local_day(at))
    notice_send(
        recipients=sorted(set().union(*staff.values())), key=key_of("reform_tasks.handed_over", order, at),
        text="reform_tasks.handed_over", values={"title": plan.title}, area=plan.office, url=plan.get_absolute_url(),
        by=by, at=at,
    )  # fmt: skip
