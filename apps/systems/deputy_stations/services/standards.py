"""评定标准: a draft is changed as a whole, then put in force; what is in force is followed by a new version."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, require_newest, require_ready, required
from apps.foundation.organisations.models import Area, AreaKind
from apps.systems.deputy_stations.models import RatingStandard, StandardItem, StandardState
from apps.systems.deputy_stations.rules.standards import (
    Head,
    ItemDraft,
    issues_before_force,
    issues_with_head,
    issues_with_items,
    require_draft,
)
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES, USUAL_ITEMS, usual_head
from apps.systems.deputy_stations.selectors.rating import HEAD, drafts_of, head_of


@transaction.atomic
def standard_draft(*, office: Area, by: Actor, at: datetime) -> RatingStandard:
    """A new version: a copy of the newest one, the default table where there is none.

    Raises Conflict while a draft waits, DomainError for a place that is no district.
    """
    if office.kind != AreaKind.DISTRICT:
        raise DomainError("星级评定标准由区(县)人大常委会拟定,请以区(县)人大工作人员的身份办理。")
    newest = RatingStandard.objects.select_for_update(of=("self",)).filter(office=office).first()
    head = head_of(newest) if newest else usual_head(f"{office}代表家站星级评定标准")
    items = drafts_of(newest) if newest else USUAL_ITEMS
    version = newest.version + 1 if newest else 1
    standard = _insert(RatingStandard(office=office, version=version, created_at=at, **_values(head)))
    _items_set(standard, items)
    _record("deputy_stations.standard.drafted", standard, by)
    return standard


@transaction.atomic
def standard_change(
    *, standard: RatingStandard, head: Head, items: Sequence[ItemDraft], revision: int, by: Actor, at: datetime
) -> RatingStandard:
    """Replace a draft whole. Raises Conflict where somebody saved since `revision` was read, NotReady."""
    standard = _locked(standard)
    require_draft(standard.state)
    require_newest(revision, standard.revision)
    require_ready([*issues_with_head(head), *issues_with_items(items, MEASURE_TITLES)])
    for name, value in _values(head).items():
        setattr(standard, name, value)
    standard.title, standard.revision = required(head.title, "请填写标准名称。"), revision + 1
    standard.save()
    standard.items.all().delete()  # type: ignore[attr-defined]
    _items_set(standard, items)
    _record("deputy_stations.standard.changed", standard, by, items=len(items))
    return standard


@transaction.atomic
def standard_put_in_force(*, standard: RatingStandard, by: Actor, at: datetime) -> RatingStandard:
    """启用; the version before is retired, rounds that run keep theirs. Raises NotReady with all that is wrong."""
    standard = _locked(standard)
    require_draft(standard.state)
    require_ready(issues_before_force(head_of(standard), drafts_of(standard), MEASURE_TITLES))
    RatingStandard.objects.filter(office=standard.office, state=StandardState.IN_FORCE).update(
        state=StandardState.RETIRED
    )
    standard.state, standard.in_force_at = StandardState.IN_FORCE, at
    standard.save(update_fields=["state", "in_force_at"])
    _record("deputy_stations.standard.in_force", standard, by)
    return standard


def _values(head: Head) -> dict[str, object]:
    return {name: getattr(head, name) for name in HEAD}


def _insert(standard: RatingStandard) -> RatingStandard:
    """Two windows that begin at once: the database lets one through."""
    try:
        with transaction.atomic():
            standard.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("已有一份拟定中的标准,请直接打开修改。") from error
    return standard


def _items_set(standard: RatingStandard, items: Sequence[ItemDraft]) -> None:
    StandardItem.objects.bulk_create(
        StandardItem(
            standard=standard, number=number, dimension=item.dimension, title=item.title, points=item.points,
            scoring=item.scoring, kind=item.kind, measure=item.measure, target=item.target, evidence=item.evidence,
        )
        for number, item in enumerate(items, start=1)
    )  # fmt: skip


def _locked(standard: RatingStandard) -> RatingStandard:
    return RatingStandard.objects.select_for_update(of=("self",)).with_office().get(pk=standard.pk)


def _record(act: str, standard: RatingStandard, by: Actor, **facts: Any) -> None:
    audit.record(act, on=standard, by=by, area_path=standard.office.path, **facts)
