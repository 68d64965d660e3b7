"""经验做法 and their adoption by higher levels and the press."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import staff_of
from apps.office.notifications.services import notice_send
from apps.systems.reform_tasks.models import Adoption, GoodPractice, PlanState, ReformItem, ReformPlan
from apps.systems.reform_tasks.services.records import key_of, plan_locked, record


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    title: str
    text: str
    item: ReformItem | None = None


@dataclass(frozen=True, slots=True)
class AdoptionDraft:
    """Who took it over: `level` is an AdoptionLevel, `by` the unit or paper."""

    level: str
    by: str
    on: date
    link: str = ""


@transaction.atomic
def practice_write(
    *, plan: ReformPlan, area: Area, draft: PracticeDraft, key: UUID | None = None, by: Actor, at: datetime
) -> GoodPractice:
    """报送. Raises WrongState before the plan is approved."""
    plan = plan_locked(plan.pk)
    if plan.state not in (PlanState.APPROVED, PlanState.ENDED):
        raise WrongState("实施方案批准以后才能报送经验做法。")
    said = {
        "plan": plan, "area": area, "title": required(draft.title, "请填写题目。"),
        "text": required(draft.text, "请填写做法和成效。"),
    }  # fmt: skip
    practice, is_new = made_once(GoodPractice, key, said=said, item=draft.item, written_by=by.name, written_at=at)
    if is_new:
        record("reform_tasks.practice.written", practice, by, place=area.name)
    return practice


@transaction.atomic
def practice_change(
    *, practice: GoodPractice, draft: PracticeDraft, revision: int, by: Actor, at: datetime
) -> GoodPractice:
    """Raises Conflict where somebody saved since `revision` was read, WrongState once it was adopted."""
    practice = _locked(practice)
    require_newest(revision, practice.revision)
    if practice.adoptions.exists():  # type: ignore[attr-defined]
        raise WrongState("经验做法已被采用,不再修改。有新进展的,请另行报送。")
    practice.title, practice.text = required(draft.title, "请填写题目。"), required(draft.text, "请填写做法和成效。")
    practice.item, practice.revision = draft.item, revision + 1
    practice.save()
    record("reform_tasks.practice.changed", practice, by)
    return practice


@transaction.atomic
def adoption_record(*, practice: GoodPractice, draft: AdoptionDraft, by: Actor, at: datetime) -> Adoption:
    """登记采用. Raises Conflict where the same is recorded already."""
    practice, on = _locked(practice), local_day(at)
    if draft.on > on:
        raise DomainError("采用日期不能晚于今天。")
    try:
        with transaction.atomic():
            adoption = Adoption.objects.create(
                practice=practice, level=draft.level, by=required(draft.by, "请填写采用单位或者媒体。"), on=draft.on,
                link=draft.link, recorded_by=by.name, recorded_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(f"{draft.by}当日的采用情况已经登记,不重复登记。") from error
    level = adoption.get_level_display()
    record("reform_tasks.practice.adopted", practice, by, level=level, adopter=adoption.by)
    notice_send(
        recipients=[person for person in staff_of(practice.area, on) if person != by.person_id],
        key=key_of("reform_tasks.adopted", practice, at), text="reform_tasks.adopted",
        values={"title": practice.title, "by": adoption.by, "level": level}, area=practice.plan.office,
        url=practice.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
    return adoption


def _locked(practice: GoodPractice) -> GoodPractice:
    rows = GoodPractice.objects.select_for_update(of=("self",)).select_related("plan__office", "area")
    return rows.get(pk=practice.pk)
